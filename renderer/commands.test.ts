import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { aCall, aCount } from '../electron/contract/records.fixture.ts'
import type { HostInfo, ParticipantState, Policy, RunState, ServiceClient } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { type Command, commands, listenToKeys } from './commands.ts'
import { attach } from './host.ts'
import { type State, useStore } from './store.ts'

const info: HostInfo = {
  version: '1.0.0',
  host: 'browser',
  platform: { os: 'linux', kernel: 'sysv', node: '20.0.0', arch: 'x64' },
  scenarios: [],
  faults: [],
}
const party = (id: 'client' | 'server', phase: ParticipantState['phase']): ParticipantState => ({
  id,
  role: id,
  pid: 1,
  phase,
  call: phase === 'blocked' ? { name: 'WinGetMsg', args: {}, source: null, since: 0 } : null,
})
const run = (
  client: ParticipantState['phase'],
  server: ParticipantState['phase'] | null,
  rest: Partial<RunState> = {},
): RunState => ({
  live: true,
  policy: { mode: 'step' },
  participants: [party('client', client), ...(server ? [party('server', server)] : [])],
  requests: [],
  foreign: 0,
  asking: false,
  ...rest,
})

const initial = useStore.getState()
const set = (state: Partial<State>) => useStore.setState({ ...initial, info, ...state }, true)
const why = (command: Command) => command.unavailable(useStore.getState())
const cursor = () => useStore.getState().cursor

beforeEach(() => set({}))

test('before the host has answered nothing can be started', () => {
  set({ info: null })
  for (const command of [commands.step, commands.stepClient, commands.play, commands.free]) {
    expect(why(command)).toBe('Not connected to Sharemem yet.')
  }
})

test('without a run, a step starts one; there is none to end and nothing to look at', () => {
  expect([why(commands.step), why(commands.play), why(commands.free)]).toEqual([null, null, null])
  expect([why(commands.stepServer), why(commands.stop)]).toEqual(['No run is live.', 'No run is live.'])
  for (const command of [commands.first, commands.back, commands.forward, commands.live]) {
    expect(why(command)).toBe('There is nothing to look at yet.')
  }
})

test('one step too many does not sweep away a run that has ended', () => {
  set({ state: run('ended', 'ended', { live: false }), records: [aCall('WinTerminate')] })
  expect(why(commands.step)).toBe('The run has ended. Send, Play or Run starts another.')
  expect(why(commands.play)).toBeNull()
})

test.each<[ParticipantState['phase'], ParticipantState['phase'] | null, string | null, string | null]>([
  ['halted', 'halted', null, null],
  ['halted', 'blocked', null, 'The server waits in WinGetMsg.'],
  ['halted', 'running', null, 'The server is running.'],
  ['halted', 'ended', null, 'The server has ended.'],
  ['halted', 'starting', null, 'The server has not started yet.'],
  ['halted', null, null, 'The server has not started yet.'],
  ['blocked', 'halted', null, null],
  [
    'blocked',
    'blocked',
    'Nobody waits to be released: both wait for each other or for you.',
    'The server waits in WinGetMsg.',
  ],
])('live, the client %s and the server %s: a step of anybody, and of the server', (client, server, any, one) => {
  set({ state: run(client, server) })
  expect([why(commands.step), why(commands.stepServer)]).toEqual([any, one])
})

/** Calls at 1, 3 and 4. */
const records: TraceRecord[] = [aCount([]), aCall('a'), aCount([]), aCall('b'), aCall('c'), aCount([])]

function places(command: Command, times: number) {
  return Array.from({ length: times }, () => {
    command.run()
    return cursor()
  })
}

test('back goes from call to call, and stays at the first', () => {
  set({ records })
  expect(places(commands.back, 4)).toEqual([4, 3, 1, 1])
})

test('back goes on from the end when the latest event is a call itself', () => {
  set({ records: records.slice(0, 5) })
  expect(places(commands.back, 3)).toEqual([3, 1, 1])
})

test('forward goes from call to call, and after the last to the latest event', () => {
  set({ records, cursor: 0 })
  expect(places(commands.forward, 4)).toEqual([1, 3, 4, null])
  expect(why(commands.forward)).toBe('This is the latest event.')
})

test('the first call and the latest event are one command away', () => {
  set({ records })
  expect(places(commands.first, 1)).toEqual([1])
  expect(why(commands.live)).toBeNull()
  expect(places(commands.live, 1)).toEqual([null])
  expect(why(commands.live)).toBe('This is the latest event.')
})

test('where there is no call, there is none to look at', () => {
  set({ records: [aCount([]), aCount([])] })
  expect([...places(commands.first, 1), ...places(commands.back, 1)]).toEqual([null, null])
})

test.each<[Policy, Policy]>([
  [{ mode: 'step' }, { mode: 'paced', interval: 500 }],
  [{ mode: 'paced', interval: 500 }, { mode: 'step' }],
  [{ mode: 'free' }, { mode: 'step' }],
])('play takes a live run from %o to %o', async (policy, next) => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  set({ state: run('halted', 'halted', { policy }) })
  commands.play.run()
  expect(call).toHaveBeenLastCalledWith('setPolicy', { policy: next })
})

test('no key has two commands', () => {
  const keys = Object.values(commands).flatMap((command) => command.keys)
  expect(new Set(keys).size).toBe(keys.length)
})

/** The keyboard of a page whose focus is in an element of this kind. `press` tells whether a command took the key. */
function createKeyboard(tagName: string) {
  class FocusedElement extends EventTarget {
    readonly tagName = tagName
    readonly isContentEditable = false
    readonly closest = () => null
  }
  const page = new FocusedElement()
  vi.stubGlobal('HTMLElement', FocusedElement)
  vi.stubGlobal('window', page)
  onTestFinished(() => void vi.unstubAllGlobals())
  const press = (key: string, modifiers = {}) =>
    !page.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { key, ...modifiers }))
  return { press, stop: listenToKeys() }
}

test('a key does what its command does, until nobody listens', () => {
  const { press, stop } = createKeyboard('BODY')
  set({ records })
  expect([press('ArrowLeft'), cursor()]).toEqual([true, 4])
  expect([press('PageUp'), cursor()]).toEqual([true, 3])
  stop()
  expect([press('PageUp'), cursor()]).toEqual([false, 3])
})

test('keys of no command, of one that cannot be done, and of the browser are left alone', () => {
  const { press } = createKeyboard('BODY')
  set({ records })
  expect([press('z'), press('ArrowRight')]).toEqual([false, false])
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey'])
    expect(press('ArrowLeft', { [modifier]: true })).toBe(false)
  expect(cursor()).toBeNull()
})

test.each(['INPUT', 'TEXTAREA', 'SELECT'])('keys typed into %s are its own', (tagName) => {
  const { press } = createKeyboard(tagName)
  set({ records })
  expect([press('ArrowLeft'), press('e'), cursor()]).toEqual([false, false, null])
})

test('a focused button keeps Space for itself, and no other key', () => {
  const { press } = createKeyboard('BUTTON')
  set({ records, state: run('halted', 'halted') })
  expect([press(' '), press('ArrowLeft')]).toEqual([false, true])
})
