/** What an exchange by a mutex, Exec and Done costs with every call traced, beside the same calls in a bare loop. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import buildTestPrograms, { testProgramsFolder } from '../build/test/programs.mjs'
import { cli } from './paths.mjs'
import { median } from './samples.mjs'

const EXCHANGES = 1000

/** @param {string[]} args */
function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with status ${status}: ${stderr}`)
  return stdout
}

export const buildBareLoop = buildTestPrograms

/** One exchange at the median, in milliseconds. */
export function bareSample() {
  const lines = run([join(testProgramsFolder, 'exchange-loop.cjs'), String(EXCHANGES)])
    .trim()
    .split('\n')
  return median(lines.map(Number)) / 1e6
}

/** One exchange at the mean, in milliseconds, of that many clients at a time. */
export function tracedExchange(/** @type {number} */ clients) {
  const requests = EXCHANGES / clients
  const settings = [`clients=${clients}`, `requests=${requests}`].flatMap((setting) => ['--set', setting])
  const told = run([cli, 'run', 'one-server-many-clients', ...settings])
  const times = [...told.matchAll(/answered in ([\d.]+) ms/g)].map(([, milliseconds]) => Number(milliseconds))
  return Math.max(...times) / EXCHANGES
}
