/** Runs of any scenario with random settings in which a random participant is killed at a random call. */

import { leftovers } from '../leaks.mjs'
import { createRandom } from './random.mjs'
import { finishRun } from './runs.mjs'
import { soaked } from './scenarios.mjs'

const TIMEOUT = 3000
/** Beyond the run's own timeout, in milliseconds: to start, to end who does not end, and to clean up. */
const GRACE = 2000
const START = 1500
/**
 * @typedef {{
 *   finish: (scenario: string, args: string[], limit: number) => Promise<{
 *     outcome: { name?: string, text?: string }, milliseconds: number
 *   }>
 *   leftovers: () => string[]
 *   start: number
 *   timeout: number
 * }} Machine how a run is made and what it may leave; `start` is how long two processes may take to start, and
 *   `timeout` how long the client waits for a sign of life
 */

/** @type {Machine} */
const thisMachine = { finish: finishRun, leftovers, start: START, timeout: TIMEOUT }

/**
 * @param {number} runs
 * @param {number} seed
 * @returns {Promise<{ runs: number, seed: number, crashed: number, completed: number, wrong: string[] }>}
 */
export async function soakKills(runs, seed, machine = thisMachine) {
  const random = createRandom(seed)
  /** @template T @param {readonly T[]} values @returns {T} */
  const oneOf = (values) => /** @type {T} */ (values[random(values.length)])
  const before = machine.leftovers()
  const result = { runs, seed, crashed: 0, completed: 0, wrong: /** @type {string[]} */ ([]) }
  for (let run = 0; run < runs; run += 1) {
    const { id, participants, calls, timeouts = 1, choices, always, mayEnd } = oneOf(soaked)
    const killed = oneOf(participants)
    const fault = `kill:${killed}@${1 + random(calls)}`
    const settings = choices.map(oneOf)
    const args = [...settings, ...always, `timeout=${machine.timeout}`].flatMap((setting) => ['--set', setting])
    const limit = timeouts * machine.timeout + GRACE + machine.start
    const { outcome, milliseconds } = await machine.finish(id, [...args, '--fault', fault], 4 * limit)
    const what = `${id} ${fault} ${settings.join(' ')}`
    if (outcome.name === 'crash') result.crashed += 1
    else if (outcome.name === 'completed') result.completed += 1
    else if (!mayEnd(settings, outcome.name ?? '')) result.wrong.push(`${what}: ${outcome.text ?? 'no outcome'}`)
    if (milliseconds > limit) result.wrong.push(`${what}: took ${Math.round(milliseconds)} ms`)
    const left = machine.leftovers().filter((object) => !before.includes(object))
    if (left.length > 0) result.wrong.push(`${what}: left ${left.join(', ')}`)
  }
  return result
}
