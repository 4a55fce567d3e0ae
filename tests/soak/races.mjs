/** Races between real processes that begin within microseconds of each other: right answers by the rules of OS/2 and Win32. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { testProgramsFolder } from '../../build/test/programs.mjs'
import { leftovers } from '../leaks.mjs'

/** How many rounds each kind has in `npm run soak`: together they take less than 40 seconds on a machine at rest. */
export const rounds = {
  ...{ create: 2000, close: 1000, sweep: 300, post: 1000, get: 1000, give: 1000, gift: 1000 },
  // A process is started in each round of the last.
  ...{ 'win-create': 1000, 'win-set': 1000, 'win-abandon': 25 },
}

/**
 * @param {string} kind
 * @param {number} count
 * @param {number} seed
 * @returns {Promise<{ rounds: number, met: number, wrong: string[] }>}
 */
async function race(kind, count, seed) {
  const program = join(testProgramsFolder, 'race.cjs')
  const child = spawn(process.execPath, [program, kind, String(count), String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let figures = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    figures += text
  })
  const [status] = await once(child, 'close')
  return status === 0 ? JSON.parse(figures) : { rounds: 0, met: 0, wrong: [`${kind}: ended with status ${status}`] }
}

/**
 * All kinds, one after the other. The program must have been built (build/test/programs.mjs).
 * @param {number} seed
 * @param {number} most rounds of each kind
 * @returns {Promise<{ seed: number, rounds: number, met: number, wrong: string[] }>} `met` counts the rounds in which all
 *   processes began together
 */
export async function soakRaces(seed, most = Number.POSITIVE_INFINITY) {
  const before = leftovers()
  const result = { seed, rounds: 0, met: 0, wrong: /** @type {string[]} */ ([]) }
  for (const [kind, count] of Object.entries(rounds)) {
    const { rounds: judged, met, wrong } = await race(kind, Math.min(count, most), seed)
    result.wrong.push(...wrong)
    result.rounds += judged
    result.met += met
    const left = leftovers().filter((object) => !before.includes(object))
    if (left.length > 0) result.wrong.push(`${kind}: left ${left.join(', ')}`)
  }
  return result
}
