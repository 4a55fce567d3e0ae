import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTimers } from './timers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a timer fires again and again until it is stopped', () => {
  const timers = createTimers(() => false)
  const fire = vi.fn()
  timers.start('a', 100, fire)
  vi.advanceTimersByTime(250)
  expect(fire).toHaveBeenCalledTimes(2)
  timers.stop('a')
  vi.advanceTimersByTime(1000)
  expect(fire).toHaveBeenCalledTimes(2)
})

test('starting it again starts its time again', () => {
  const timers = createTimers(() => false)
  const fire = vi.fn()
  timers.start('a', 100, fire)
  vi.advanceTimersByTime(60)
  timers.start('a', 100, fire)
  vi.advanceTimersByTime(60)
  expect(fire).not.toHaveBeenCalled()
  timers.stopAll()
})

test('while the clock stands still, nothing times out', () => {
  let held = true
  const timers = createTimers(() => held)
  const fire = vi.fn()
  timers.start('a', 100, fire)
  vi.advanceTimersByTime(60_000)
  expect(fire).not.toHaveBeenCalled()
  held = false
  vi.advanceTimersByTime(150)
  expect(fire).toHaveBeenCalledTimes(1)
  timers.stopAll()
})

test('stopping the last timer stops the clock', () => {
  const timers = createTimers(() => false)
  timers.start('a', 100, () => {})
  timers.start('b', 100, () => {})
  timers.stop('a')
  expect(vi.getTimerCount()).toBe(1)
  timers.stop('b')
  expect(vi.getTimerCount()).toBe(0)
})
