import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { aCall, aCount, anOutcome } from '../electron/contract/records.fixture.ts'
import type { HostEvent, ParticipantState, Policy, ServiceClient } from '../electron/contract/service.ts'
import { actions } from './actions.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { toldOf } from './exchanges.ts'
import { attach } from './host.ts'
import { begun } from './lessons/giving.ts'
import { cursor, header, info, records, run, set, why } from './screen.fixture.ts'
import { stepOf } from './stepping.ts'
import { playDoes, type State, useStore } from './store.ts'
import { stripOf } from './strip.ts'

const [stepClient, stepServer] = [stepOf({ id: 'client' }, 1), stepOf({ id: 'server' }, 2)]

beforeEach(() => set({}))

/** Returns what tells as the host does. */
async function attachTold(): Promise<(event: HostEvent) => void> {
  let hear: (event: HostEvent) => void = () => {}
  const subscribe: ServiceClient['subscribe'] = (listener) => {
    hear = listener
    return () => {}
  }
  await attach({ call: async () => info as never, subscribe })
  return (event) => hear(event)
}

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

test('one press too many begins no next part before the class has seen the end, nor before the host has told it all', async () => {
  const part = { title: 'One', minutes: 5, scenario: 'request-reply', notes: '', stops: [] }
  const file = { format: 'sharemem-lesson', version: 1, title: '', about: '', parts: [part, part] } as const
  const tell = await attachTold()
  const lesson = begun({ ...file, parts: [...file.parts] }, 0)
  set({ lesson })
  for (const live of [true, false]) {
    tell({ type: 'snapshot', header, records: [anOutcome()], state: run('ended', 'ended', { live }) })
    expect([stripOf(useStore.getState()).primary?.does, why(commands.go)]).toEqual(['go-on', null])
    commands.go.run()
    expect(useStore.getState().lesson).toBe(lesson)
  }
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

test('who lets live processes go on comes back from the past, and who lets them stand stays there', async () => {
  vi.stubGlobal('document', { getElementById: () => null })
  onTestFinished(() => void vi.unstubAllGlobals())
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  const after = (press: () => unknown, policy: Policy = { mode: 'step' }) => {
    set({ records, cursor: 1, state: run('halted', 'halted', { policy }) })
    void press()
    return cursor()
  }
  expect([commands.play, commands.free].map(({ run }) => after(run))).toEqual([null, null])
  expect([actions.send, actions.stop].map((press) => after(press))).toEqual([null, null])
  const goes: Policy = { mode: 'paced', interval: 500 }
  expect([commands.play.run, () => actions.setSpeed(4)].map((press) => after(press, goes))).toEqual([1, 1])
})

test('a question that is sent while another is prepared is said to come after it, until another run begins', async () => {
  vi.stubGlobal('document', { getElementById: () => null, activeElement: null })
  onTestFinished(() => void vi.unstubAllGlobals())
  const tell = await attachTold()
  const behind = () => stripOf(useStore.getState()).behind
  set({ told: toldOf(header, []), ask: 'lookup Fe', state: run('blocked', 'blocked', { asking: true }) })
  await actions.send()
  expect(behind()).toBeNull()
  useStore.setState({ ask: 'search gold', state: run('halted', 'blocked', { asking: true }) })
  await actions.send()
  expect(behind()).toBe('“search gold” comes after this request.')
  tell({ type: 'snapshot', header, records: [], state: run('halted', 'blocked', { asking: true }) })
  expect(behind()).toBeNull()
})

test('a run at rest has nothing to pause: what is asked next can be held, to be stepped', async () => {
  const call = vi.fn(async () => info)
  await attach({ call: call as ServiceClient['call'], subscribe: () => () => {} })
  const does = (rest: Parameters<typeof run>[2]) => {
    set({ state: run('blocked', 'blocked', { policy: { mode: 'free' }, ...rest }) })
    return playDoes(useStore.getState())
  }
  expect([does({}), does({ live: false }), does({ policy: { mode: 'step' }, asking: true })]).toEqual([
    'pause',
    'play',
    'play',
  ])
  expect(does({ asking: true })).toBe('hold')
  commands.play.run()
  expect(call).toHaveBeenLastCalledWith('setPolicy', { policy: { mode: 'step' } })
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
