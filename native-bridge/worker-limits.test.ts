import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { workerLimits } from './worker-limits.ts'

const MEGABYTE = 2 ** 20

/** What V8 reserved for code, in the order of the threads, in bytes. */
function codeRanges(limits: object): number[] {
  const program = `new (require('node:worker_threads').Worker)('0', { eval: true, resourceLimits: ${JSON.stringify(limits)} })`
  const output = execFileSync(process.execPath, ['--trace-code-range-allocation', '-e', program], {
    encoding: 'utf8',
  })
  return [...output.matchAll(/\[0x([0-9a-f]+), 0x([0-9a-f]+)\)$/gm)].map(
    ([, start, end]) => Number.parseInt(end ?? '', 16) - Number.parseInt(start ?? '', 16),
  )
}

test('a participant’s threads leave the shared arena to what is given to them', () => {
  const [main, thread] = codeRanges(workerLimits)
  expect(main).toBeGreaterThan(256 * MEGABYTE)
  expect(thread).toBe(workerLimits.codeRangeSizeMb * MEGABYTE)
})
