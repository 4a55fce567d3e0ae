import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { aCall, aCount, anOutcome } from '../electron/contract/records.fixture.ts'
import type { HostInfo, ParticipantState, Policy, RunState, ServiceClient } from '../electron/contract/service.ts'
import type { TraceHeader, TraceRecord } from '../electron/contract/trace.ts'
import type { Command } from './command.ts'
import { commands, listenToKeys } from './commands.ts'
import { attach } from './host.ts'
import { stepOf } from './stepping.ts'
import { type State, useStore } from './store.ts'

const info: HostInfo = {
  version: '1.0.0',
  host: 'browser',
  platform: { os: 'linux', kernel: 'sysv', node: '20.0.0', arch: 'x64' },
  scenarios: [],
}
const party = (id: 'client' | 'server', phase: ParticipantState['phase']): ParticipantState => ({
  id,
  pid: 1,
  phase,
  call: phase === 'blocked' ? { api: 'os2', name: 'WinGetMsg', args: {}, source: null, since: 0 } : null,
})
const run = (
  client: ParticipantState['phase'],
  server: ParticipantState['phase'] | null,
  rest: Partial<RunState> = {},
): RunState => ({
  live: true,
  policy: { mode: 'step' },
  participants: [party('client', client), ...(server ? [party('server', server)] : [])],
  foreign: 0,
  held: false,
  asking: false,
  ...rest,
})

const header: TraceHeader = {
  format: 'sharemem-trace',
  version: 1,
  scenario: 'request-reply',
  settings: {},
  platform: info.platform,
  participants: ['client', 'server'].map((id) => ({ id, role: id, pid: 1 })),
}
const [stepClient, stepServer] = [stepOf({ id: 'client' }, 1), stepOf({ id: 'server' }, 2)]

const initial = useStore.getState()
const set = (state: Partial<State>) => useStore.setState({ ...initial, info, header, ...state }, true)
const why = (command: Command) => command.unavailable(useStore.getState())
const cursor = () => useStore.getState().cursor

beforeEach(() => set({}))

test('before the host has answered nothing can be started', () => {
  set({ info: null })
  for (const command of [commands.step, stepClient, commands.play, commands.free]) {
    expect(why(command)).toBe('Not connected to Sharemem yet.')
  }
})

test('without a run, a step starts one; there is none to end and nothing to look at', () => {
  expect([why(commands.step), why(commands.play), why(commands.free)]).toEqual([null, null, null])
  expect([why(stepServer), why(commands.stop)]).toEqual(['No run is live.', 'No run is live.'])
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
  expect([why(commands.step), why(stepServer)]).toEqual([any, one])
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

test('a step leads back from the past also where nobody is there to be released', () => {
  set({ records, cursor: 1, state: run('blocked', 'blocked') })
  expect(why(commands.step)).toBeNull()
  expect(places(commands.step, 1)).toEqual([null])
  expect(why(commands.step)).toContain('Nobody waits')
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

test('pause right after run pauses, also while the host has told nothing yet', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  set({ state: run('halted', 'halted') })
  commands.free.run()
  await vi.waitUntil(() => useStore.getState().state?.policy.mode === 'free')
  commands.play.run()
  expect(call).toHaveBeenLastCalledWith('setPolicy', { policy: { mode: 'step' } })
})

test('no key has two commands', () => {
  const keys = Object.values(commands).flatMap((command) => command.keys)
  expect(new Set(keys).size).toBe(keys.length)
})

/** The keyboard of a page whose focus is in an element of this kind. `press` tells whether a command took the key. */
function createKeyboard(kind: string, inside = '') {
  const among = (wanted: string) => (selectors: string) => selectors.split(', ').includes(wanted)
  class FocusedElement extends EventTarget {
    readonly matches = (selectors: string) => among(kind)(selectors) || among(kind.replace(/[[:].*/, ''))(selectors)
    readonly closest = (selectors: string) => (among(inside)(selectors) ? this : null)
  }
  const page = new FocusedElement()
  vi.stubGlobal('HTMLElement', FocusedElement)
  vi.stubGlobal('window', page)
  vi.stubGlobal('document', { getElementById: () => null, activeElement: null })
  onTestFinished(() => void vi.unstubAllGlobals())
  const send = (type: string, key: string, rest = {}) =>
    !page.dispatchEvent(Object.assign(new Event(type, { cancelable: true }), { key, ...rest }))
  return {
    press: (key: string, rest = {}) => send('keydown', key, rest),
    release: (key: string) => send('keyup', key),
    stop: listenToKeys(),
  }
}

test('a key does what its command does, until nobody listens', () => {
  const { press, stop } = createKeyboard('body')
  set({ records })
  expect([press('ArrowLeft'), cursor()]).toEqual([true, 4])
  expect([press('PageUp'), cursor()]).toEqual([true, 3])
  stop()
  expect([press('PageUp'), cursor()]).toEqual([false, 3])
})

test('a letter is the same with the shift key and with caps lock', () => {
  const { press } = createKeyboard('body')
  expect([press('Q'), useStore.getState().predicting]).toEqual([true, true])
})

test('keys of no command and of the browser are left alone', () => {
  const { press } = createKeyboard('body')
  set({ records })
  expect([press('z'), press('Enter')]).toEqual([false, false])
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey'])
    expect(press('ArrowLeft', { [modifier]: true })).toBe(false)
  expect(cursor()).toBeNull()
})

test('the key of a command that cannot be done is taken, so that nothing scrolls away instead', () => {
  const { press } = createKeyboard('body')
  set({ records })
  expect([press('ArrowRight'), press('1'), cursor()]).toEqual([true, true, null])
})

test('a held key looks back and forward again and again, and does everything else once', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  call.mockClear()
  const { press } = createKeyboard('body')
  const held = { repeat: true }
  set({ records, state: run('halted', 'halted') })
  expect([press(' '), press(' ', held), press(' ', held), call.mock.calls.length]).toEqual([true, true, true, 1])
  const looking = (key: string) => [press(key, held), cursor()]
  expect([looking('ArrowLeft'), looking('PageUp'), looking('PageUp')]).toEqual([
    [true, 4],
    [true, 3],
    [true, 1],
  ])
  // Forward again, and not on into a step.
  expect([looking('ArrowRight'), looking('PageDown'), looking('PageDown'), looking('PageDown')]).toEqual([
    [true, 3],
    [true, 4],
    [true, null],
    [true, null],
  ])
  expect(call).toHaveBeenCalledTimes(1)
})

test('a remote looks forward in the past, and steps at the latest event', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  call.mockClear()
  const { press } = createKeyboard('body')
  set({ records, state: run('halted', 'halted') })
  const there = ['PageUp', 'PageUp', 'PageDown', 'PageDown'].map((key) => [press(key), cursor()].at(-1))
  expect([there, call.mock.calls.length]).toEqual([[4, 3, 4, null], 0])
  press('PageDown')
  expect(call).toHaveBeenLastCalledWith('step', {})
})

test('the space bar makes the next call of a live run also from the past, and returns from there', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  const { press } = createKeyboard('body')
  set({ records, cursor: 1, state: run('halted', 'halted') })
  expect([press(' '), cursor()]).toEqual([true, null])
  expect(call).toHaveBeenLastCalledWith('step', {})
})

test('the key of the strip leaves the end of a run alone for a moment, and then begins another', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  const { press } = createKeyboard('body')
  const scenarios = [{ id: header.scenario } as HostInfo['scenarios'][number]]
  const end = { info: { ...info, scenarios }, state: run('ended', 'ended', { live: false }), records: [anOutcome()] }
  set({ ...end, toldAt: performance.now() })
  press(' ')
  press('PageDown')
  expect(call).toHaveBeenCalledTimes(1)
  set({ ...end, toldAt: performance.now() - 1500 })
  press(' ')
  expect(call).toHaveBeenLastCalledWith('start', expect.objectContaining({ policy: { mode: 'step' } }))
})

test('while a run is starting, nothing starts another', async () => {
  let begun = () => {}
  const call = vi.fn(
    (method: string) =>
      new Promise((resolve) => {
        if (method === 'start') begun = () => resolve(info)
      }),
  )
  void attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  const { press } = createKeyboard('body')
  set({ header: null, info: { ...info, scenarios: [{ id: 'a' } as HostInfo['scenarios'][number]] } })
  for (const key of [' ', ' ', 'PageDown', 'p', 'r']) press(key)
  expect(call.mock.calls.filter(([method]) => method === 'start')).toHaveLength(1)
  expect(why(commands.step)).toBe('The run is starting.')
  begun()
  await vi.waitFor(() => expect(why(commands.step)).toBeNull())
})

test.each(['input', 'textarea', 'select'])('keys typed into %s are its own', (kind) => {
  const { press } = createKeyboard(kind)
  set({ records })
  expect([press('ArrowLeft'), press('e'), press(' '), press('/'), cursor()]).toEqual([
    false,
    false,
    false,
    false,
    null,
  ])
})

test('a presenter’s remote works also where text is typed', () => {
  const { press } = createKeyboard('input')
  set({ records })
  expect([press('PageUp'), cursor()]).toEqual([true, 4])
  expect([press('F5'), useStore.getState().presenting]).toEqual([true, true])
})

test('a slider keeps the keys that move it, and no other', () => {
  const { press } = createKeyboard('input[type=range]')
  set({ records, state: run('halted', 'halted') })
  expect(['ArrowLeft', 'ArrowUp', 'Home', 'PageDown'].map((key) => press(key))).toEqual([false, false, false, false])
  expect([press(' '), press('q')]).toEqual([true, true])
})

test('a button that the keyboard has reached keeps Space for itself, and no other key', () => {
  const { press } = createKeyboard('button:focus-visible')
  set({ records, state: run('halted', 'halted') })
  expect([press(' '), press('ArrowLeft')]).toEqual([false, true])
})

test('Space steps when the focus of a button came with the pointer, and does not press it when it is released', () => {
  const { press, release } = createKeyboard('button')
  set({ records, state: run('halted', 'halted') })
  expect([press(' '), release(' '), release(' ')]).toEqual([true, true, false])
})

test.each(['input', 'button:focus-visible'])('a held Enter in %s sends a question, or presses, once', (kind) => {
  const { press } = createKeyboard(kind)
  expect([press('Enter'), press('Enter', { repeat: true })]).toEqual([false, true])
})

test.each(['dialog[open]', '[role=dialog]', '[role=menu]'])('the keys in a %s are its own', (inside) => {
  const { press } = createKeyboard('button', inside)
  set({ records })
  expect([press(' '), press('ArrowLeft'), press('q')]).toEqual([false, false, false])
  expect([press('?'), useStore.getState().help]).toEqual(inside === 'dialog[open]' ? [true, true] : [false, false])
})

test('a dialog that was closed has no keys, although it has the focus until the page is drawn again', () => {
  const { press } = createKeyboard('button', 'dialog')
  set({ records })
  expect(press('q')).toBe(true)
})

test('on a black screen the first key brings the picture back and does nothing else', () => {
  const { press } = createKeyboard('body')
  set({ records, blackout: true })
  // The key that has made it black is still held, and one that is held with another says nothing.
  expect([press('b', { repeat: true }), press('Shift'), useStore.getState().blackout]).toEqual([true, true, true])
  expect([press('ArrowLeft'), useStore.getState().blackout, cursor()]).toEqual([true, false, null])
  expect([press('ArrowLeft'), cursor()]).toEqual([true, 4])
})

test('Escape leaves presenter mode, and then a recording', () => {
  const { press } = createKeyboard('body')
  set({ records, presenting: true, recording: 'a class' })
  const left = () => [useStore.getState().presenting, useStore.getState().recording]
  expect([press('Escape'), ...left()]).toEqual([true, false, 'a class'])
  expect([press('Escape'), ...left()]).toEqual([true, false, null])
})

test('with Control or Command, K finds a command also where text is typed, and no other key is taken', () => {
  const { press } = createKeyboard('input')
  set({ records })
  expect([press('k', { ctrlKey: true }), useStore.getState().palette]).toEqual([true, true])
  expect([press('K', { metaKey: true }), useStore.getState().palette]).toEqual([true, false])
  expect([press('k', { altKey: true }), press('e', { ctrlKey: true })]).toEqual([false, false])
})

test('to end a run in the middle of a request is asked about; a second time ends it', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  call.mockClear()
  set({ records: [aCall('a'), aCount(['client'])], state: run('halted', 'blocked') })
  commands.stop.run()
  expect([useStore.getState().ending, call.mock.calls.length]).toEqual(['Shared memory is still held.', 0])
  commands.stop.run()
  expect([useStore.getState().ending, call.mock.calls]).toEqual([null, [['stop', {}]]])
})

test.each<[string, Partial<State>]>([
  ['nobody holds anything', { records: [aCall('a'), aCount([])], state: run('halted', 'blocked') }],
  [
    'both wait for the next question',
    { records: [aCount(['client'])], state: run('blocked', 'blocked', { asking: true }) },
  ],
  ['nobody can go on', { records: [aCount(['client'])], state: run('blocked', 'blocked') }],
])('where %s, a run ends at once', async (_, state) => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  set(state)
  commands.stop.run()
  expect(call).toHaveBeenLastCalledWith('stop', {})
})
