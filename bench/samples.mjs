/** Samples, in milliseconds, and what is said of them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** The whole life of a process that does nothing. */
export async function bareNode() {
  const start = performance.now()
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
  await once(child, 'exit')
  return performance.now() - start
}

const sorted = (/** @type {number[]} */ samples) => [...samples].sort((a, b) => a - b)

export const median = (/** @type {number[]} */ samples) => sorted(samples)[samples.length >> 1] ?? Number.NaN

/** The median, and the middle half of the samples. */
export function describe(/** @type {number[]} */ samples) {
  const quarter = samples.length >> 2
  const [low, high] = [sorted(samples)[quarter], sorted(samples).at(-1 - quarter)]
  const ms = (/** @type {number | undefined} */ value) => (value ?? Number.NaN).toFixed(0)
  return `median ${ms(median(samples))} ms, half of them ${ms(low)} to ${ms(high)}`
}
