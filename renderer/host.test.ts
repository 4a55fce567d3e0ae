import { afterAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { aCall, aMessage, anOutcome, someData } from '../electron/contract/records.fixture.ts'
import type { HostEvent, RunState, ServiceClient } from '../electron/contract/service.ts'
import type { TraceHeader, TraceRecord } from '../electron/contract/trace.ts'
import { missingAt } from '../electron/trace/kept.ts'
import { timeOf } from '../electron/trace/order.ts'
import {
  attach,
  attempt,
  attemptLive,
  isBehind,
  listenAgain,
  listenForAnother,
  onRecords,
  stopListening,
  untilAnswered,
} from './host.ts'
import { useStore } from './store.ts'

let tell: (event: HostEvent) => void
let frames: (() => void)[] = []

const service: ServiceClient = {
  call: async () => ({}) as never,
  subscribe(listener) {
    tell = listener
    return () => {}
  },
}
const at = (t: number) => aMessage('posted', { t })
const records = (...times: number[]) => tell({ type: 'records', records: times.map(at) })
const snapshot = (records: TraceRecord[]) => tell({ type: 'snapshot', header: null, records, state: null })
const drawn = () => useStore.getState().records.map(timeOf)
const cursor = () => useStore.getState().cursor

const headerOf = (scenario: string): TraceHeader => ({
  ...{ format: 'sharemem-trace', version: 1, scenario, settings: {}, participants: [] },
  platform: { os: 'linux', kernel: 'sysv', node: '20.0.0', arch: 'x64' },
})

/** What the browser does before it draws. */
function frame() {
  const due = frames
  frames = []
  for (const draw of due) draw()
}

beforeEach(async () => {
  frames = []
  // Not undone after each: on a slow machine what was drawn last in a test rests until after it.
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw))
  await attach(service)
  snapshot([at(1), at(2)])
})

afterAll(stopListening)

test('several batches of one frame are drawn at once, in the order of time', () => {
  // The first of them is later than all that is drawn, but not earlier than what comes with the second.
  records(10, 12)
  records(11)
  records(9, 13)
  expect(drawn()).toEqual([1, 2])
  expect(frames).toHaveLength(1)
  frame()
  expect(drawn()).toEqual([1, 2, 9, 10, 11, 12, 13])
})

test('what is drawn is behind the host from when something has come until it is drawn', () => {
  expect(isBehind()).toBe(false)
  records(10)
  expect(isBehind()).toBe(true)
  frame()
  expect(isBehind()).toBe(false)
})

test('what is looked at stays so when an earlier record slips in before it', () => {
  records(10, 20, 30)
  frame()
  useStore.setState({ cursor: 3 })
  records(15, 40)
  frame()
  expect([cursor(), drawn()[cursor() ?? -1]]).toEqual([4, 20])
})

test('what a prediction has seen moves along', () => {
  records(10, 20)
  frame()
  const question = { participant: 'client', api: 'os2' as const, call: 'a', text: '', choices: [], right: () => '' }
  useStore.setState({ prediction: { question, choice: null, right: null, seen: 4 } })
  records(15)
  frame()
  expect(useStore.getState().prediction?.seen).toBe(5)
})

test('a run without end is kept within limits, and says what is missing', () => {
  records(...Array.from({ length: 70_000 }, (_, t) => t + 10))
  frame()
  useStore.setState({ cursor: 3000 })
  records(...Array.from({ length: 20_000 }, (_, t) => t + 80_000))
  frame()
  const { records: shown, dropped } = useStore.getState()
  expect(shown.length).toBeLessThanOrEqual(60_001)
  expect(dropped).toBe(90_002 - shown.length + 1)
  expect(missingAt(shown[cursor() ?? 0] ?? at(0))).toBe(dropped)
  snapshot([at(1)])
  expect([drawn(), useStore.getState().dropped]).toEqual([[1], 0])
})

test('who hears records hears them before they are drawn, and until it ends', () => {
  const heard: number[] = []
  const stop = onRecords((records) => heard.push(...records.map(timeOf)))
  records(10)
  stop()
  records(11)
  expect(heard).toEqual([10])
})

/** A request that is written and posted at these moments. */
const request = (id: number, t: number): TraceRecord[] => [
  someData('write', '', { name: 'REQUEST', fields: { id, operation: 1, key: 'Fe' } }, { t }),
  aMessage('posted', { t: t + 1 }),
]
const exchanges = () => useStore.getState().told?.exchanges

test('exchanges are told of all records that have come, also of those that are not kept, and anew with a new run', () => {
  const start = { ...headerOf('request-reply'), participants: [{ id: 'client', role: 'client', pid: 1 }] }
  tell({ type: 'snapshot', header: start, records: request(1, 3), state: null })
  expect(exchanges()?.at(0)).toMatchObject({ id: 1, title: 'lookup Fe', moments: [{ name: 'posted', t: 4 }] })
  const before = useStore.getState().told
  records(...Array.from({ length: 3000 }, (_, t) => t + 10))
  tell({ type: 'records', records: request(2, 4000) })
  records(...Array.from({ length: 70_000 }, (_, t) => t + 5000))
  expect(useStore.getState().told).toBe(before)
  frame()
  expect(useStore.getState().told).not.toBe(before)
  expect(useStore.getState().records.some((record) => record.kind === 'data' && record.t === 4000)).toBe(false)
  expect([exchanges()?.count, exchanges()?.withId(2)?.moments[0]?.t]).toEqual([2, 4001])
  tell({ type: 'snapshot', header: start, records: [], state: null })
  expect(exchanges()?.count).toBe(0)
})

test('a recording that was opened before the host has answered stays open', async () => {
  const subscribe = vi.fn(() => () => {})
  useStore.setState({ recording: 'a.jsonl' })
  onTestFinished(() => useStore.setState({ recording: null }))
  await attach({ ...service, subscribe })
  expect(subscribe).not.toHaveBeenCalled()
})

test('a file that was refused before the host has answered stays refused, until something else succeeds', async () => {
  let answer = (_: never) => {}
  const call = () => new Promise<never>((resolve) => (answer = resolve))
  const attached = attach({ ...service, call })
  useStore.setState({ problem: 'line 1 is no JSON' })
  answer({} as never)
  await attached
  expect(useStore.getState().problem).toBe('line 1 is no JSON')
  await attempt(async () => {})
  expect(useStore.getState().problem).toBeNull()
})

test('a run that has just ended by itself cannot be stepped, and nobody complains of that', async () => {
  const refused = () => Promise.reject(new Error('No run is live. Start one first.'))
  const state = (live: boolean): RunState => ({
    ...{ live, policy: { mode: 'step' }, participants: [], foreign: 0, held: false, asking: false },
  })
  tell({ type: 'state', state: state(true) })
  await attemptLive(() => {
    tell({ type: 'state', state: state(false) })
    return refused()
  })
  expect(useStore.getState().problem).toBeNull()
  tell({ type: 'state', state: state(true) })
  await attemptLive(refused)
  expect(useStore.getState().problem).toBe('No run is live. Start one first.')
  await attempt(async () => {})
})

test('an address that has changed before the host has answered counts as it is by then', async () => {
  onTestFinished(() => useStore.setState({ info: null, scenario: null }))
  let answer = (_: never) => {}
  const call = () => new Promise<never>((resolve) => (answer = resolve))
  let addressed = 'a'
  const attached = attach({ ...service, call }, () => addressed)
  addressed = 'b'
  const scenarios = ['a', 'b'].map((id) => ({ id, settings: [], lesson: { presets: [] } }))
  answer({ scenarios } as never)
  await attached
  expect(useStore.getState().scenario).toBe('b')
})

test('a run of another scenario than the one that is asked for goes on unseen, and a new run is shown', async () => {
  const told = (scenario: string, ...records: TraceRecord[]) =>
    tell({ type: 'snapshot', header: headerOf(scenario), records, state: null })
  listenAgain('b')
  told('a', at(1))
  records(10)
  frame()
  expect([drawn(), useStore.getState().header]).toEqual([[], null])
  // Told again, as after a lost connection.
  told('a', at(1))
  expect(drawn()).toEqual([])
  told('b', at(2))
  expect([drawn(), useStore.getState().scenario]).toEqual([[2], 'b'])
  listenAgain()
  told('a', at(3))
  expect([drawn(), useStore.getState().scenario]).toEqual([[3], 'a'])
})

test('a run that is over is left for the first page, and the next one is shown', () => {
  const state = (live: boolean): RunState => ({
    ...{ live, participants: [], requests: [], foreign: 0, held: false, asking: false },
    policy: { mode: 'step' },
  })
  const told = (live: boolean, header: TraceHeader | null = headerOf('a')) =>
    tell({ type: 'snapshot', header, records: [at(1)], state: state(live) })
  const shown = () => useStore.getState().header?.scenario
  told(false)
  listenForAnother('a')
  told(false)
  expect([shown(), drawn()]).toEqual([undefined, []])
  // Told again, as after a lost connection.
  told(false)
  expect(shown()).toBeUndefined()
  told(true)
  expect([shown(), drawn()]).toEqual(['a', [1]])
  // It has ended, and is looked at.
  told(false)
  expect(shown()).toBe('a')
})

test('the place that the address names is looked at once there is a trace', () => {
  useStore.setState({ wanted: 2 })
  snapshot([at(1), aCall('a', { end: 2 }), at(3), aCall('b', { end: 4 }), at(5)])
  expect(cursor()).toBe(3)
  snapshot([at(1), aCall('a', { end: 2 })])
  expect(cursor()).toBeNull()
})

test('once nobody listens, nothing is drawn any more', () => {
  records(10)
  stopListening()
  frame()
  expect(drawn()).toEqual([1, 2])
})

test('a run that waits for nobody tells its state with the frame, every other one at once', async () => {
  const state = (mode: 'free' | 'step', live = true) =>
    tell({
      type: 'state',
      state: {
        ...{ live, participants: [], requests: [], foreign: 0, held: false, asking: false },
        policy: { mode },
      },
    })
  const told = () => useStore.getState().state
  state('step')
  expect(told()?.policy.mode).toBe('step')
  state('free')
  expect(told()?.policy.mode).toBe('step')
  // There may have to be time for something else first.
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(0), { timeout: 10_000 })
  frame()
  expect(told()?.policy.mode).toBe('free')
  // What comes after it is not overtaken.
  state('free')
  state('step')
  frame()
  expect(told()?.policy.mode).toBe('step')
  state('free')
  state('free', false)
  expect(told()?.live).toBe(false)
  frame()
  expect(told()?.live).toBe(false)
})

test('the end of a run that waits for nobody is drawn in the next frame, whatever has just been drawn', async () => {
  const participants = [] as RunState['participants']
  const state: RunState = {
    live: true,
    participants,
    foreign: 0,
    held: false,
    asking: false,
    policy: { mode: 'free' },
  }
  tell({ type: 'state', state })
  await vi.waitFor(() => expect(frames.length).toBeGreaterThan(0), { timeout: 10_000 })
  frame()
  records(3)
  expect(frames).toEqual([])
  tell({ type: 'records', records: [anOutcome({ t: 4 })] })
  expect(frames).toHaveLength(1)
  frame()
  expect(drawn()).toEqual([1, 2, 3, 4])
})

test('who waits for the host goes on as soon as it has answered, at once where it has, and not for ever', async () => {
  useStore.setState({ info: null })
  let waited = ''
  const first = untilAnswered(60_000).then(() => {
    waited += 'first'
  })
  await Promise.resolve()
  expect(waited).toBe('')
  await attach({ ...service, call: async () => ({ version: '1', host: 'browser', scenarios: [] }) as never })
  await first
  expect(waited).toBe('first')
  await untilAnswered(60_000)
  useStore.setState({ info: null })
  await untilAnswered(1)
})
