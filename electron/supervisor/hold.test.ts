import { afterEach, expect, test, vi } from 'vitest'
import type { ControlCommand } from '../contract/participant.ts'
import type { Policy } from '../contract/service.ts'
import { createHold } from './hold.ts'
import { aParty } from './party.fixture.ts'
import { createScheduler } from './scheduler.ts'
import { createTimers } from './timers.ts'

afterEach(() => void vi.useRealTimers())

test('whoever runs is told once that the clock stands still, and once that it goes on', () => {
  const told: [string, ControlCommand][] = []
  const party = (id: string, phase: 'running' | 'ended') =>
    aParty(id, { phase, link: { pid: 1, command: (command) => told.push([id, command]), kill() {} } })
  let held = false
  const { look: tell } = createHold(
    [party('client', 'running'), party('server', 'running'), party('third', 'ended')],
    () => held,
  )
  tell()
  expect(told).toEqual([])
  held = true
  tell()
  tell()
  held = false
  tell()
  tell()
  const commands = [true, false].map((each) => ({ type: 'clock', held: each }))
  expect(told).toEqual(commands.flatMap((command) => ['client', 'server'].map((id) => [id, command])))
})

test('how long the clock has stood still is the sum of all pauses, and of the one that lasts', () => {
  vi.useFakeTimers()
  let held = false
  const { look, stood } = createHold([], () => held)
  const pause = (milliseconds: number) => {
    held = true
    look()
    vi.advanceTimersByTime(milliseconds)
  }
  pause(300)
  expect(stood()).toBe(300)
  held = false
  look()
  vi.advanceTimersByTime(1000)
  expect(stood()).toBe(300)
  pause(200)
  expect(stood()).toBe(500)
})

test.each<[Policy, boolean]>([
  [{ mode: 'step' }, true],
  [{ mode: 'paced', interval: 2000 }, true],
  [{ mode: 'free' }, false],
])('whoever halts holds the clock, for a person or for the pace, and in a free run nobody: %o', (policy, held) => {
  const party = aParty('client', { phase: 'halted' })
  const scheduler = createScheduler([party, aParty('server', { phase: 'running' })], policy, () => {})
  expect(scheduler.isHeld()).toBe(held)
  party.phase = 'blocked'
  expect(scheduler.isHeld()).toBe(false)
  scheduler.end()
})

test('a slow pace lets nothing time out, and who runs between two steps takes his own time', () => {
  vi.useFakeTimers()
  const party = aParty('client', { phase: 'halted' })
  const told: ControlCommand[] = []
  party.link = { pid: 1, command: (command) => told.push(command), kill() {} }
  const tell = () => tellHold()
  const scheduler = createScheduler([party], { mode: 'paced', interval: 2000 }, tell)
  const { look: tellHold } = createHold([party], scheduler.isHeld)
  const timers = createTimers(scheduler.isHeld)
  const timeout = vi.fn()
  tell()
  timers.start('a wait', 1000, timeout)
  vi.advanceTimersByTime(1999)
  expect(timeout).not.toHaveBeenCalled()
  // The pace releases it, and it does not come back to halt.
  vi.advanceTimersByTime(501)
  expect(told).toEqual([{ type: 'clock', held: true }, { type: 'release' }, { type: 'clock', held: false }])
  expect(timeout).not.toHaveBeenCalled()
  vi.advanceTimersByTime(600)
  expect(timeout).toHaveBeenCalledTimes(1)
  scheduler.end()
  timers.stopAll()
})
