import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCells, PROGRESS, WAITS, whileWaiting } from './cells.ts'
import { watchPulse } from './pulse.ts'
import { holdClock, releaseClock } from './run-clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch(patience: number) {
  const cells = createCells()
  const stalled = vi.fn()
  return { cells, stalled, end: watchPulse(cells, patience, stalled) }
}

test('a thread that does nothing is noticed after its patience, and again after as long', () => {
  const { stalled } = watch(1000)
  vi.advanceTimersByTime(900)
  expect(stalled).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect(stalled).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1000)
  expect(stalled).toHaveBeenCalledTimes(2)
})

test('one that makes calls is not', () => {
  const { cells, stalled } = watch(1000)
  for (let time = 0; time < 10; time += 1) {
    Atomics.add(cells, PROGRESS, 1)
    vi.advanceTimersByTime(800)
  }
  expect(stalled).not.toHaveBeenCalled()
})

test('one that waits for somebody may take any time, and is watched again afterwards', () => {
  const { cells, stalled } = watch(1000)
  whileWaiting(cells, () => vi.advanceTimersByTime(60_000))
  expect([stalled.mock.calls.length, Atomics.load(cells, WAITS)]).toEqual([0, 0])
  vi.advanceTimersByTime(1200)
  expect(stalled).toHaveBeenCalledTimes(1)
})

test('a watch that has ended says nothing', () => {
  const { stalled, end } = watch(1000)
  end()
  vi.advanceTimersByTime(60_000)
  expect([stalled.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0])
})

test('nobody hangs while the run is held', () => {
  const { cells, stalled } = watch(1000)
  holdClock(cells)
  vi.advanceTimersByTime(60_000)
  expect(stalled).not.toHaveBeenCalled()
  releaseClock(cells)
  vi.advanceTimersByTime(1200)
  expect(stalled).toHaveBeenCalledTimes(1)
})
