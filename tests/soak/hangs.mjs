/** A participant that hangs for ten minutes, at every call of either half: the run ends within its timeout and a grace. */
import { leftovers } from '../leaks.mjs'
import { finishRun } from './runs.mjs'

const HANG = 600_000
const TIMEOUT = 500
/** Beyond the timeout, in milliseconds: to start, to be sure, to end who does not end, and to clean up. */
const GRACE = 4500
/** In the default settings a client makes fewer than so many calls, and a server too. */
const CALLS = { client: 30, server: 16 }

/** Every call of both halves, as they can be hung. */
export const everyHang = Object.entries(CALLS).flatMap(([participant, calls]) =>
  Array.from({ length: calls }, (_, index) => `hang:${participant}@${index + 1}:${HANG}`),
)

/**
 * @param {readonly string[]} faults
 * @param {number} grace how long a run may take beyond its timeout, in milliseconds
 * @returns {Promise<{ runs: number, timeouts: number, completed: number, wrong: string[] }>}
 */
export async function soakHangs(faults = everyHang, grace = GRACE) {
  const before = leftovers()
  const result = { runs: faults.length, timeouts: 0, completed: 0, wrong: /** @type {string[]} */ ([]) }
  for (const fault of faults) {
    const args = ['--set', `timeout=${TIMEOUT}`, '--fault', fault]
    const { outcome, milliseconds } = await finishRun(args, 4 * (TIMEOUT + grace))
    if (outcome.name === 'timeout') result.timeouts += 1
    // It has fewer calls.
    else if (outcome.name === 'completed') result.completed += 1
    else result.wrong.push(`${fault}: ${outcome.name ?? 'no outcome'}`)
    if (milliseconds > TIMEOUT + grace) result.wrong.push(`${fault}: took ${Math.round(milliseconds)} ms`)
    const left = leftovers().filter((object) => !before.includes(object))
    if (left.length > 0) result.wrong.push(`${fault}: left ${left.join(', ')}`)
  }
  return result
}
