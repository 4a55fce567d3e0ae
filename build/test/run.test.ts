import { describe, expect, test } from 'vitest'
import { run } from './run.mjs'

/** It would not end by itself. */
const FOR_EVER = [process.execPath, '-e', 'setInterval(() => {}, 1000)']
const DIES = [process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")']
/** As Vitest does. */
const ENDS_ITSELF = [
  process.execPath,
  '-e',
  "process.once('SIGTERM', () => process.exit(143)); process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)",
]
const FAILS = [process.execPath, '-e', 'process.exit(1)']

// Windows does not tell who was killed from who failed.
describe.skipIf(process.platform === 'win32')('of two that run together, one that is ended ends the other', () => {
  test.each([
    ['killed', DIES, 'SIGKILL'],
    ['told to end, and ends by itself', ENDS_ITSELF, 'SIGTERM'],
  ])('when it is %s', async (_how, command, signal) => {
    const together = new AbortController()
    const ended = await Promise.all([run(FOR_EVER, {}, together), run(command, {}, together)])
    expect(ended.map((each) => each.signal)).toEqual(['SIGTERM', signal])
  })

  test('when the person ends the tests, and each ends by itself', async () => {
    const together = new AbortController()
    const heard = process.listeners('SIGTERM').length
    const patient = [
      process.execPath,
      '-e',
      "process.once('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)",
    ]
    const running = run(patient, {}, together)
    await expect.poll(() => process.listeners('SIGTERM').length).toBe(heard + 1)
    together.abort()
    expect((await running).signal).toBe('SIGTERM')
    expect(process.listeners('SIGTERM')).toHaveLength(heard)
  })
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
