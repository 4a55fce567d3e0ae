import { expect, test } from 'vitest'
import { aParty } from './party.fixture.ts'
import { goOn, hasCrashed, type Party, standAt, stateOf, toHeader } from './party.ts'

/** 5 ms have passed, and for 3 of them the clock stood still. */
const clock = { elapsed: () => 5e6, stood: () => 3 }
const call = { api: 'os2', name: 'DosFreeMem', args: { pb: '0x6FFF0000' } } as const

test('a participant that has not been started has no process and stands nowhere', () => {
  expect(stateOf(aParty('server'), clock)).toEqual({
    id: 'server',
    pid: null,
    phase: 'starting',
    call: null,
  })
})

test.each(['halted', 'blocked'] as const)('one that is %s stands at its call until it goes on', (type) => {
  const party = aParty('client')
  party.link = { pid: 7, command() {}, kill() {} }
  standAt(party, { type, t: 1500, call, position: null }, { origin: 1000, stood: 0 })
  expect(stateOf(party, clock)).toMatchObject({
    pid: 7,
    phase: type,
    call: { name: 'DosFreeMem', args: { pb: '0x6FFF0000' }, since: 500, source: null },
  })
  goOn(party)
  expect(stateOf(party, clock)).toMatchObject({ phase: 'running', call: null })
})

test('who waits waits by the run’s clock, which stands still while somebody decides', () => {
  const party = aParty('client')
  standAt(
    party,
    { type: 'blocked', t: 2e6, call: { ...call, timeout: 10 }, position: null },
    { origin: 1e6, stood: 1 },
  )
  // From 1 to 5 ms, of which it stood still from 1 to 3.
  expect(stateOf(party, clock).call).toMatchObject({ timeout: 10, waited: 2 })
  standAt(party, { type: 'halted', t: 2e6, call, position: null }, { origin: 1e6, stood: 1 })
  expect(stateOf(party, clock).call?.waited).toBeUndefined()
})

test.each<[string, boolean, Partial<Party>]>([
  ['still runs', false, {}],
  ['ended in good order', false, { done: true, exit: { code: 0, signal: null } }],
  ['ended before its program was over', true, { exit: { code: 0, signal: null } }],
  ['ended with an exit code', true, { done: true, exit: { code: 1, signal: null } }],
  ['was ended by somebody’s signal', true, { done: true, exit: { code: null, signal: 'SIGTERM' } }],
  ['was ended by the supervisor', false, { killed: true, exit: { code: null, signal: 'SIGKILL' } }],
  ['threw, and was ended by the supervisor', true, { crash: 'Error', killed: true }],
])('one that %s: crashed is %s', (_what, crashed, rest) => {
  expect(hasCrashed(aParty('server', rest))).toBe(crashed)
})

test('the header tells what the description says of its program', () => {
  const programs = [{ name: 'server', tone: 'green' as const, side: 'right' as const, calls: [] }]
  expect(toHeader(aParty('server'), { programs })).toEqual({
    ...{ id: 'server', role: 'server', program: 'server', pid: null, tone: 'green', side: 'right' },
  })
})
