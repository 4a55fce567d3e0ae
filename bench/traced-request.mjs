/** What a request costs with every call traced, beside the same System V calls in C that nobody traces. */
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cli } from './paths.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const SOURCE = join(root, 'bench', 'floor', 'floor.c')
const FLOOR = join(root, '.cache', 'floor')
const REQUESTS = 2000

/** @typedef {{ median: number, late: number }} Cost in milliseconds: at the median, and at the 90th percentile */

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ended with status ${status}: ${error?.message ?? stderr}`)
  return stdout
}

/** Throws where there is no C compiler. */
export function buildFloor() {
  mkdirSync(dirname(FLOOR), { recursive: true })
  run('gcc', ['-O2', '-pthread', '-o', FLOOR, SOURCE])
}

/** @returns {Cost} */
export function floorSample() {
  const lines = run(FLOOR, [String(REQUESTS)])
    .trim()
    .split('\n')
  const sorted = lines.map((line) => Number(line) / 1e6).sort((a, b) => a - b)
  const at = (/** @type {number} */ part) => sorted[Math.floor(sorted.length * part)] ?? Number.NaN
  return { median: at(0.5), late: at(0.9) }
}

const PACE = /: ([\d.]+) (µs|ms) at the median, ([\d.]+) (µs|ms) at the 90th percentile/
const milliseconds = (/** @type {string | undefined} */ figure, /** @type {string | undefined} */ unit) =>
  Number(figure) / (unit === 'ms' ? 1 : 1000)

/** @returns {Cost} */
export function tracedSample() {
  const summary = run(process.execPath, [cli, 'run', 'request-reply', '--set', `requests=${REQUESTS}`])
  const [, median, unit, late, lateUnit] = PACE.exec(summary) ?? []
  return { median: milliseconds(median, unit), late: milliseconds(late, lateUnit) }
}
