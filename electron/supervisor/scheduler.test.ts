import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ControlCommand } from '../contract/participant.ts'
import type { Policy } from '../contract/service.ts'
import { aParty } from './party.fixture.ts'
import type { Party } from './party.ts'
import { createScheduler } from './scheduler.ts'
import { UsageError } from './usage-error.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const PACED: Policy = { mode: 'paced', interval: 100 }

function create(policy: Policy) {
  const told: [string, ControlCommand][] = []
  const party = (id: 'client' | 'server'): Party => ({
    ...aParty(id),
    phase: 'running',
    link: { pid: 1, command: (command) => told.push([id, command]), kill() {} },
  })
  const client = party('client')
  const server = party('server')
  const changed = vi.fn()
  const scheduler = createScheduler([client, server], policy, changed)
  return { client, server, scheduler, changed, told, released: () => told.map(([id]) => id) }
}

function halt(party: Party, since: number, phase: 'halted' | 'blocked' = 'halted') {
  party.phase = phase
  const name = phase === 'halted' ? 'DosFreeMem' : 'WinGetMsg'
  party.call = { api: 'os2', name, args: {}, source: null, since }
}

test('a step scheduler whoever has waited longest, then the next', () => {
  const { client, server, scheduler, told } = create({ mode: 'step' })
  halt(client, 20)
  halt(server, 10)
  scheduler.step()
  expect(told).toEqual([['server', { type: 'release' }]])
  expect([client.phase, server.phase, server.call]).toEqual(['halted', 'running', null])
  scheduler.step()
  expect(told[1]).toEqual(['client', { type: 'release' }])
})

test('a step of one participant leaves the other where it is, however long that waits', () => {
  const { client, server, scheduler, changed, released } = create({ mode: 'step' })
  halt(client, 20)
  halt(server, 10)
  scheduler.step('client')
  expect(released()).toEqual(['client'])
  expect(server.phase).toBe('halted')
  expect(changed).toHaveBeenCalledTimes(1)
})

test('a step that cannot be is refused, with the reason', () => {
  const { server, scheduler, released } = create({ mode: 'step' })
  expect(() => scheduler.step()).toThrow('Nobody waits to be released right now.')
  expect(() => scheduler.step('client')).toThrow(/^client does not wait to be released\.$/)
  halt(server, 0, 'blocked')
  expect(() => scheduler.step('server')).toThrow('server does not wait to be released. It waits in WinGetMsg.')
  expect(() => scheduler.step('printer')).toThrow('There is no participant ‘printer’. There is: client, server.')
  expect(() => scheduler.step()).toThrow(UsageError)
  expect(released()).toEqual([])
})

test('the clock scheduler one call an interval, and none while nobody waits', () => {
  const { client, server, scheduler, released } = create(PACED)
  halt(client, 10)
  halt(server, 20)
  vi.advanceTimersByTime(99)
  expect(released()).toEqual([])
  vi.advanceTimersByTime(1)
  expect(released()).toEqual(['client'])
  vi.advanceTimersByTime(300)
  expect(released()).toEqual(['client', 'server'])
  scheduler.end()
  expect(vi.getTimerCount()).toBe(0)
})

test('another pace ends the one before', () => {
  const { client, scheduler, released } = create(PACED)
  scheduler.setPolicy({ mode: 'paced', interval: 1000 })
  halt(client, 10)
  vi.advanceTimersByTime(999)
  expect(released()).toEqual(['client', 'server'])
  vi.advanceTimersByTime(1)
  expect(released()).toEqual(['client', 'server', 'client'])
  scheduler.setPolicy({ mode: 'step' })
  expect(vi.getTimerCount()).toBe(0)
})

test.each<[Policy, boolean]>([
  [{ mode: 'free' }, false],
  [{ mode: 'step' }, true],
  [PACED, true],
])('from the policy %o on, all who still run are gated: %s', (policy, gated) => {
  const { client, server, scheduler, changed, told } = create({ mode: 'step' })
  server.phase = 'ended'
  scheduler.setPolicy(policy)
  expect(scheduler.policy).toEqual(policy)
  expect(told).toEqual([[client.id, { type: 'gate', gated }]])
  expect(changed).toHaveBeenCalledTimes(1)
})

test('who halted when the gate was opened cannot be released once more', () => {
  const { client, scheduler, told } = create({ mode: 'step' })
  halt(client, 10)
  scheduler.setPolicy({ mode: 'free' })
  expect(() => scheduler.step('client')).toThrow(UsageError)
  expect(client.phase).toBe('running')
  expect(told.every(([, { type }]) => type === 'gate')).toBe(true)
})
