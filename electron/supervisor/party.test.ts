import { expect, test } from 'vitest'
import { aParty } from './party.fixture.ts'
import { goOn, hasCrashed, type Party, standAt, stateOf, toHeader } from './party.ts'

const call = { api: 'os2', name: 'DosFreeMem', args: { pb: '0x6FFF0000' } } as const

test('a participant that has not been started has no process and stands nowhere', () => {
  expect(stateOf(aParty('server'))).toEqual({
    id: 'server',
    pid: null,
    phase: 'starting',
    call: null,
  })
})

test.each(['halted', 'blocked'] as const)('one that is %s stands at its call until it goes on', (type) => {
  const party = aParty('client')
  party.link = { pid: 7, command() {}, kill() {} }
  standAt(party, { type, t: 1500, call, position: null }, 1000)
  expect(stateOf(party)).toMatchObject({
    pid: 7,
    phase: type,
    call: { name: 'DosFreeMem', args: { pb: '0x6FFF0000' }, since: 500, source: null },
  })
  goOn(party)
  expect(stateOf(party)).toMatchObject({ phase: 'running', call: null })
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
  const programs = [{ name: 'server', tone: 'green', side: 'right' }] as const
  expect(toHeader(aParty('server'), { programs: [...programs] })).toEqual({
    ...{ id: 'server', role: 'server', program: 'server', pid: null, tone: 'green', side: 'right' },
  })
})
