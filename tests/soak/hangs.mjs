/** A participant that hangs for ten minutes, at each of its calls: the run ends within its timeout and a grace. */
import { leftovers } from '../leaks.mjs'
import { finishRun } from './runs.mjs'

const HANG = 600_000
const TIMEOUT = 500
/** Beyond the timeout, in milliseconds: to start, to be sure, to end who does not end, and to clean up. */
const GRACE = 4500
/** In the default settings each makes fewer than so many calls. */
const CALLS = {
  'request-reply': { client: 30, server: 16 },
  'parent-and-child': { parent: 14, child: 9 },
  'welcome-text': { creator: 8, reader: 8 },
  'file-search': { client: 53, server: 64 },
  'one-server-many-clients': { server: 18, 'client-1': 26, 'client-2': 26 },
  'peer-to-peer': { 'peer-1': 13, 'peer-2': 13 },
}

/** Every call of every participant, as they can be hung. */
export const everyHang = Object.entries(CALLS).flatMap(([scenario, participants]) =>
  Object.entries(participants).flatMap(([participant, calls]) =>
    Array.from({ length: calls }, (_, index) => ({ scenario, fault: `hang:${participant}@${index + 1}:${HANG}` })),
  ),
)

/**
 * @param {readonly { scenario: string, fault: string }[]} hangs
 * @param {number} grace how long a run may take beyond its timeout, in milliseconds
 * @returns {Promise<{ runs: number, timeouts: number, completed: number, wrong: string[] }>}
 */
export async function soakHangs(hangs = everyHang, grace = GRACE) {
  const before = leftovers()
  const result = { runs: hangs.length, timeouts: 0, completed: 0, wrong: /** @type {string[]} */ ([]) }
  for (const { scenario, fault } of hangs) {
    const args = ['--set', `timeout=${TIMEOUT}`, '--fault', fault]
    const { outcome, milliseconds } = await finishRun(scenario, args, 4 * (TIMEOUT + grace))
    if (outcome.name === 'timeout') result.timeouts += 1
    // It has fewer calls.
    else if (outcome.name === 'completed') result.completed += 1
    else result.wrong.push(`${scenario} ${fault}: ${outcome.name ?? 'no outcome'}`)
    if (milliseconds > TIMEOUT + grace) result.wrong.push(`${scenario} ${fault}: took ${Math.round(milliseconds)} ms`)
    const left = leftovers().filter((object) => !before.includes(object))
    if (left.length > 0) result.wrong.push(`${scenario} ${fault}: left ${left.join(', ')}`)
  }
  return result
}
