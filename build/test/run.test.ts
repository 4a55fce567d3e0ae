import { expect, test } from 'vitest'
import { run } from './run.mjs'

/** It would not end by itself. */
const FOR_EVER = [process.execPath, '-e', 'setInterval(() => {}, 1000)']
const DIES = [process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")']
const FAILS = [process.execPath, '-e', 'process.exit(1)']

// Windows does not tell who was killed from who failed.
test.skipIf(process.platform === 'win32')('of two that run together, one that is killed ends the other', async () => {
  const together = new AbortController()
  const ended = await Promise.all([run(FOR_EVER, {}, together), run(DIES, {}, together)])
  expect(ended.map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGKILL'])
})

test('one that fails by itself lets the other come to its end', async () => {
  const together = new AbortController()
  const later = [process.execPath, '-e', 'setTimeout(() => {}, 300)']
  const ended = await Promise.all([run(later, {}, together), run(FAILS, {}, together)])
  expect(ended).toEqual([
    { succeeded: true, signal: null },
    { succeeded: false, signal: null },
  ])
})
