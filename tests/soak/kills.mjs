/** Runs with random settings in which a random participant is killed at a random call. */

import { leftovers } from '../leaks.mjs'
import { createRandom } from './random.mjs'
import { finishRun } from './runs.mjs'

const TIMEOUT = 1000
/** Beyond the run's own timeout, in milliseconds: to start, to end who does not end, and to clean up. */
const GRACE = 2000
const START = 1500
/** A run has about 45 calls in each process: later ones are never reached, and the run is completed. */
const CALLS = 50

const choices = {
  way: ['free=after-post', 'free=after-receipt', 'free=after-reply', 'objects=one'],
  access: ['access=give+get', 'access=give-only', 'access=get-only', 'naming=named'],
  windows: ['window=command-line', 'window=request', 'windows=3'],
  size: ['size=1', 'size=4096', 'size=100000', 'size=3000000'],
  outstanding: ['outstanding=1', 'outstanding=2'],
}

/**
 * @typedef {{
 *   finish: (args: string[], limit: number) => Promise<{
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
  const before = machine.leftovers()
  const result = { runs, seed, crashed: 0, completed: 0, wrong: /** @type {string[]} */ ([]) }
  for (let run = 0; run < runs; run += 1) {
    const fault = `kill:${['client', 'server'][random(2)]}@${1 + random(CALLS)}`
    const settings = Object.values(choices).map((values) => values[random(values.length)] ?? '')
    const args = [...settings, `timeout=${machine.timeout}`, 'requests=2'].flatMap((setting) => ['--set', setting])
    const { outcome, milliseconds } = await machine.finish(
      [...args, '--fault', fault],
      4 * (machine.timeout + GRACE) + machine.start,
    )
    const what = `${fault} ${settings.join(' ')}`
    if (outcome.name === 'crash') result.crashed += 1
    else if (outcome.name === 'completed') result.completed += 1
    else if (!isRace(settings, outcome.name ?? '')) result.wrong.push(`${what}: ${outcome.text ?? 'no outcome'}`)
    if (milliseconds > machine.timeout + GRACE + machine.start)
      result.wrong.push(`${what}: took ${Math.round(milliseconds)} ms`)
    const left = machine.leftovers().filter((object) => !before.includes(object))
    if (left.length > 0) result.wrong.push(`${what}: left ${left.join(', ')}`)
  }
  return result
}

/** Then it is decided by chance whether the request is lost before anybody is killed. */
const isRace = (/** @type {string[]} */ settings, /** @type {string} */ outcome) =>
  outcome === 'lost-request' && /get-only|named/.test(settings.join()) && settings.includes('free=after-post')
