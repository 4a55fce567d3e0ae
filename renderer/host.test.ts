import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { aMessage } from '../electron/contract/records.fixture.ts'
import type { HostEvent, ServiceClient } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { missingAt } from '../electron/trace/kept.ts'
import { timeOf } from '../electron/trace/order.ts'
import { attach, onRecords, stopListening } from './host.ts'
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

/** What the browser does before it draws. */
function frame() {
  const due = frames
  frames = []
  for (const draw of due) draw()
}

beforeEach(async () => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw))
  onTestFinished(() => void vi.unstubAllGlobals())
  await attach(service)
  snapshot([at(1), at(2)])
})

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
  const question = { participant: 'client', call: 'a', text: '', choices: [], right: () => '' }
  useStore.setState({ prediction: { question, choice: null, right: null, seen: 4 } })
  records(15)
  frame()
  expect(useStore.getState().prediction?.seen).toBe(5)
})

test('a run without end is kept within limits, and says what is missing', () => {
  records(...Array.from({ length: 70_000 }, (_, t) => t + 10))
  frame()
  useStore.setState({ cursor: 3000 })
  records(...Array.from({ length: 1000 }, (_, t) => t + 80_000))
  frame()
  const { records: shown, dropped } = useStore.getState()
  expect(shown.length).toBeLessThanOrEqual(60_001)
  expect(dropped).toBe(71_002 - shown.length + 1)
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

test('once nobody listens, nothing is drawn any more', () => {
  records(10)
  stopListening()
  frame()
  expect(drawn()).toEqual([1, 2])
})
