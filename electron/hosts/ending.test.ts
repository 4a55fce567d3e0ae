import { afterEach, expect, test, vi } from 'vitest'
import { listenForEnd } from './ending.mjs'

const EVENTS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK', 'disconnect'] as const
const listeners = () => EVENTS.map((event) => process.listenerCount(event))

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

test('who stops to listen has left nothing behind, however often', () => {
  vi.stubEnv('npm_lifecycle_event', 'test')
  vi.useFakeTimers()
  const before = listeners()
  for (let round = 0; round < 20; round += 1) {
    const ending = listenForEnd()
    expect([listeners(), vi.getTimerCount()]).not.toEqual([before, 0])
    ending.stop()
    expect([listeners(), vi.getTimerCount()]).toEqual([before, 0])
  }
})

test('who has stopped is asked by no signal any more, and who has not still is', async () => {
  const [stopped, other] = [listenForEnd(), listenForEnd()]
  const asked = vi.fn()
  stopped.asked.then(() => asked('stopped'))
  other.asked.then(() => asked('other'))
  stopped.stop()
  process.emit('SIGTERM', 'SIGTERM')
  await other.asked
  other.stop()
  expect(asked.mock.calls).toEqual([['other']])
})
