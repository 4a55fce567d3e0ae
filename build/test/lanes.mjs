/**
 * The parts of the tests, some of which run beside each other: a lane tells its processes from the others' by a variable that
 * they inherit, and its files by a temporary folder. Only one at a time makes System V objects: Windows' programs make none.
 */

/**
 * @typedef {string[]} Lane projects of vitest.config.ts, one after the other
 */

/** The variable's name. */
export const LANE = 'SHAREMEM_TEST_LANE'

/**
 * Turns come one after the other, the lanes of a turn beside each other. What opens a browser has a turn to itself: with
 * others on two cores it comes too late for its own patience. Processes and Wine mostly wait for something.
 * @returns {Lane[][]}
 */
export function turns(system = process.platform) {
  const wine = system === 'win32' ? [] : [['wine']]
  return [[['browser']], [['unit', 'processes'], ...wine]]
}
