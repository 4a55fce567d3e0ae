import { expect, test } from 'vitest'
import { aCall, someData } from '../../electron/contract/records.fixture.ts'
import type { ParticipantState, RunState } from '../../electron/contract/service.ts'
import { followedOf, standingAt } from './standing.ts'

const at = (line: number) => ({ file: 'electron/scenarios/request-reply.ts', line })
const call = (participant: string, line: number) => aCall('DosFreeMem', { participant, source: at(line) })
const records = [
  call('client', 10),
  call('server', 50),
  call('client', 11),
  aCall('DosFreeMem', { participant: 'server' }),
]

const party = (id: string, rest: Partial<ParticipantState> = {}): ParticipantState => ({
  id,
  pid: 1,
  phase: 'running',
  call: null,
  ...rest,
})
const pending = (line: number) => ({ api: 'os2' as const, name: 'WinGetMsg', args: {}, source: at(line), since: 0 })
const cast = [{ id: 'client' }, { id: 'server' }]
const run = (...participants: ParticipantState[]): RunState => ({
  live: true,
  policy: { mode: 'step' },
  participants,
  foreign: 0,
  held: false,
  asking: false,
})

test('who has touched shared memory stands at the line that did it', () => {
  const touch = someData('write', 'AAAA', undefined, { source: at(30) })
  expect(standingAt([...records, touch, someData('read', 'AAAA')], cast, null, null)).toEqual([
    { participant: 'client', line: 30, phase: 'running' },
    { participant: 'server', line: 50, phase: 'running' },
  ])
})

test('live, each stands at the call that it is to make or waits in', () => {
  const state = run(
    party('client', { phase: 'halted', call: pending(12) }),
    party('server', { phase: 'blocked', call: pending(51) }),
  )
  expect(standingAt(records, cast, state, null)).toEqual([
    { participant: 'client', line: 12, phase: 'halted' },
    { participant: 'server', line: 51, phase: 'blocked' },
  ])
})

test('live, one that runs stands at its last call that has a line, and one that has ended nowhere', () => {
  expect(standingAt(records, cast, run(party('client', { phase: 'ended' }), party('server')), null)).toEqual([
    { participant: 'server', line: 50, phase: 'running' },
  ])
})

test('a call whose line is unknown leaves its participant at the line before', () => {
  const state = run(party('client', { phase: 'halted', call: { ...pending(0), source: null } }))
  expect(standingAt(records, cast, state, null)).toEqual([{ participant: 'client', line: 11, phase: 'running' }])
})

test('in the past each stands at its last call up to there, whatever it does now', () => {
  const state = run(party('client', { phase: 'halted', call: pending(12) }), party('server', { phase: 'ended' }))
  const linesAt = (cursor: number) =>
    standingAt(records, cast, state, cursor).map(({ participant, line, phase }) => `${participant} ${line} ${phase}`)
  expect(linesAt(0)).toEqual(['client 10 running'])
  expect(linesAt(1)).toEqual(['client 10 running', 'server 50 running'])
  expect(linesAt(2)).toEqual(['client 11 running', 'server 50 running'])
  expect(linesAt(99)).toEqual(linesAt(3))
})

test('before anything has happened nobody stands anywhere', () => {
  expect(standingAt([], cast, null, null)).toEqual([])
  expect(standingAt([], cast, run(party('client', { phase: 'starting' })), null)).toEqual([])
})

test('in a recording, which has no processes, each stands where it called last', () => {
  expect(standingAt(records, cast, null, null).map(({ participant }) => participant)).toEqual(['client', 'server'])
})

const clients = [{ id: 'client-1' }, { id: 'client-2' }]
const made = [call('client-1', 40), call('client-2', 33), call('server', 101)]

test('of several that run a program, whoever makes the next step is followed', () => {
  const halts = (line: number, since: number) => ({ phase: 'halted' as const, call: { ...pending(line), since } })
  const waits = { phase: 'blocked' as const, call: pending(40) }
  const second = run(party('client-1', waits), party('client-2', halts(34, 2)), party('server', halts(102, 1)))
  expect(followedOf(made, clients, second, null)).toBe('client-2')
  const both = run(party('client-1', halts(41, 3)), party('client-2', halts(34, 2)))
  expect(followedOf(made, clients, both, null)).toBe('client-2')
  const first = run(party('client-1', halts(41, 3)), party('client-2', waits))
  expect(followedOf(made, clients, first, null)).toBe('client-1')
})

test('where none of them can make a step, who has made the last one is followed, unless it has ended', () => {
  const second = party('client-2', { phase: 'blocked', call: pending(33) })
  expect(followedOf(made, clients, run(party('client-1', { phase: 'blocked' }), second), null)).toBe('client-2')
  const ended = party('client-2', { phase: 'ended' })
  expect(followedOf(made, clients, run(party('client-1', { phase: 'blocked' }), ended), null)).toBe('client-1')
  expect(followedOf([], clients, run(party('client-1'), party('client-2')), null)).toBeUndefined()
})

test('who looks back follows who made the step that is looked at, whoever can go on now', () => {
  const state = run(party('client-1', { phase: 'ended' }), party('client-2', { phase: 'halted', call: pending(34) }))
  expect(followedOf(made, clients, state, 0)).toBe('client-1')
  expect(followedOf(made, clients, state, 1)).toBe('client-2')
  expect(followedOf(made, clients, state, 2)).toBe('client-2')
  expect(followedOf(made, clients, null, null)).toBe('client-2')
})
