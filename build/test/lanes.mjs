/**
 * The parts of the tests, some of which run beside each other: a lane tells its processes from the others' by a variable that
 * they inherit, its System V objects by an IPC namespace of its own, and its files by a temporary folder.
 */
import { spawnSync } from 'node:child_process'

/**
 * @typedef {object} Lane
 * @property {string[]} projects of vitest.config.ts, one after the other
 * @property {string[]} within a command that runs the lane's; empty where it needs none
 */

/** The variable's name. */
export const LANE = 'SHAREMEM_TEST_LANE'

const UNSHARE = ['unshare', '--ipc', '--']

/** Only root may make a namespace, and not in every container. */
function canUnshare() {
  const [command = '', ...args] = UNSHARE
  return spawnSync(command, [...args, process.execPath, '--version'], { stdio: 'ignore' }).status === 0
}

/**
 * Turns come one after the other, the lanes of a turn beside each other. What opens a browser has a turn to itself: with
 * others on two cores it comes too late for its own patience. Processes and Wine mostly wait for something.
 * @returns {Lane[][]}
 */
export function turns(system = process.platform, separable = system === 'linux' && canUnshare()) {
  const processes = ['unit', 'processes']
  // Windows' programs make no System V objects.
  const wine = system === 'win32' ? [] : [{ projects: ['wine'], within: [] }]
  if (!separable)
    return [[{ projects: [...processes, 'browser'], within: [] }], wine].filter(({ length }) => length > 0)
  return [[{ projects: ['browser'], within: UNSHARE }], [{ projects: processes, within: [] }, ...wine]]
}
