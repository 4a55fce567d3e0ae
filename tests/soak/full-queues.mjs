/** Full queues of every kind, again and again: the tests of them, more often. */
import { runTests } from './forged.mjs'

/**
 * @param {number} rounds
 * @returns {Promise<{ rounds: number, wrong: string[] }>}
 */
export const soakFullQueues = async (rounds) => ({
  rounds,
  wrong: await runTests('tests/full-queues.test.ts', { SHAREMEM_SOAK_ROUNDS: String(rounds) }),
})
