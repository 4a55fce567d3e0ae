import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMerger, type Unmerged } from './merger.ts'

const HOLD = 10
const note = (t: number): Unmerged => ({ kind: 'note', t, participant: null, text: String(t) })
const milliseconds = (count: number) => count * 1e6

let emitted: number[][]
const emit = (records: Unmerged[]) => emitted.push(records.map((record) => (record.kind === 'call' ? 0 : record.t)))

beforeEach(() => {
  emitted = []
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

test('records of different processes come out in the order of their times', () => {
  const merger = createMerger(HOLD, () => milliseconds(100), emit)
  merger.add([note(30), note(40)])
  merger.add([note(10), note(35)])
  vi.advanceTimersByTime(HOLD)
  expect(emitted).toEqual([[10, 30, 35, 40]])
})

test('what is younger than the hold waits for stragglers', () => {
  let elapsed = milliseconds(20)
  const merger = createMerger(HOLD, () => elapsed, emit)
  merger.add([note(milliseconds(5)), note(milliseconds(15))])
  vi.advanceTimersByTime(HOLD)
  expect(emitted).toEqual([[milliseconds(5)]])
  elapsed = milliseconds(30)
  merger.add([note(milliseconds(12))])
  vi.advanceTimersByTime(HOLD)
  expect(emitted[1]).toEqual([milliseconds(12), milliseconds(15)])
})

test('flushing emits everything at once, and nothing twice', () => {
  const merger = createMerger(HOLD, () => 0, emit)
  merger.add([note(2), note(1)])
  merger.flush()
  vi.advanceTimersByTime(10 * HOLD)
  expect(emitted).toEqual([[1, 2]])
})

test('nothing waits for a source that has told something later already', () => {
  const merger = createMerger(1000, () => milliseconds(50), emit)
  for (const source of ['client', 'server']) merger.begin(source)
  merger.add([note(milliseconds(10)), note(milliseconds(30))], 'client')
  merger.add([note(milliseconds(20))], 'server')
  vi.advanceTimersByTime(HOLD)
  expect(emitted).toEqual([[milliseconds(10), milliseconds(20)]])
  merger.end('server')
  vi.advanceTimersByTime(HOLD)
  expect(emitted[1]).toEqual([milliseconds(30)])
})

test('a silent source holds the others up no longer than the hold', () => {
  let elapsed = milliseconds(5)
  const merger = createMerger(HOLD, () => elapsed, emit)
  for (const source of ['client', 'server']) merger.begin(source)
  merger.add([note(milliseconds(5))], 'client')
  vi.advanceTimersByTime(HOLD)
  expect(emitted).toEqual([])
  elapsed = milliseconds(15)
  vi.advanceTimersByTime(HOLD)
  expect(emitted).toEqual([[milliseconds(5)]])
})

test('what could not be heard while this process stood still is waited for all the same', () => {
  let elapsed = milliseconds(5)
  const merger = createMerger(3 * HOLD, () => elapsed, emit)
  for (const source of ['client', 'server']) merger.begin(source)
  merger.add([note(milliseconds(5))], 'client')
  elapsed = milliseconds(5000)
  vi.advanceTimersByTime(HOLD)
  expect(emitted).toEqual([])
  merger.add([note(milliseconds(4))], 'server')
  for (let tick = 0; tick < 3; tick += 1) {
    elapsed += milliseconds(HOLD)
    vi.advanceTimersByTime(HOLD)
  }
  expect(emitted.flat()).toEqual([milliseconds(4), milliseconds(5)])
})

test('nothing waits for a source that rests, and all do again when it goes on', () => {
  let rests = true
  const merger = createMerger(1000, () => milliseconds(50), emit)
  merger.begin('client')
  merger.begin('server', () => rests)
  merger.add([note(milliseconds(10))], 'client')
  vi.advanceTimersByTime(HOLD)
  expect(emitted).toEqual([[milliseconds(10)]])
  rests = false
  merger.add([note(milliseconds(30))], 'client')
  vi.advanceTimersByTime(HOLD)
  merger.add([note(milliseconds(20))], 'server')
  vi.advanceTimersByTime(HOLD)
  expect(emitted[1]).toEqual([milliseconds(20)])
})

/** What is done once the whole of what has been told at once is heard. */
const soon = () => Promise.resolve()

test('who waits for what has happened has those asked that have told nothing since, and hears as soon as they have', async () => {
  const asked: string[] = []
  const merger = createMerger(
    1000,
    () => milliseconds(50),
    emit,
    (source) => asked.push(source),
  )
  for (const source of ['client', 'server']) merger.begin(source)
  merger.begin('other', () => true)
  merger.add([note(milliseconds(10))], 'client')
  const hear = vi.fn()
  merger.after(milliseconds(9), hear)
  await soon()
  expect([hear.mock.calls.length, asked]).toEqual([1, []])
  merger.after(milliseconds(20), hear)
  await soon()
  expect([hear.mock.calls.length, asked]).toEqual([1, ['client', 'server']])
  // Who has told nothing since would answer no more.
  merger.caughtUp('client', milliseconds(21))
  await soon()
  expect(asked).toHaveLength(2)
  merger.caughtUp('server', milliseconds(9))
  await soon()
  expect([hear.mock.calls.length, asked.slice(2)]).toEqual([1, ['server']])
  merger.caughtUp('server', milliseconds(21))
  await soon()
  expect(emitted).toEqual([[milliseconds(10)]])
  expect(hear).toHaveBeenCalledTimes(2)
})

test('a time that is still to come, and that of a source that is gone, count for nothing', async () => {
  const merger = createMerger(1000, () => milliseconds(50), emit)
  for (const source of ['client', 'server']) merger.begin(source)
  for (const source of ['gone', 'server']) merger.caughtUp(source, milliseconds(1e9))
  merger.add([note(milliseconds(45)), note(milliseconds(60))], 'client')
  vi.advanceTimersByTime(HOLD)
  expect(emitted).toEqual([[milliseconds(45)]])
})

test('nothing is emitted in the middle of what a source tells at once, though it answers at once', async () => {
  const merger = createMerger(
    1000,
    () => milliseconds(50),
    emit,
    (source) => merger.caughtUp(source, milliseconds(40)),
  )
  for (const source of ['client', 'server']) merger.begin(source)
  merger.add([note(milliseconds(12)), note(milliseconds(20))], 'server')
  merger.after(milliseconds(30), () => {})
  merger.caughtUp('client', milliseconds(11))
  merger.add([note(milliseconds(15))], 'client')
  merger.caughtUp('client', milliseconds(16))
  for (let turn = 0; turn < 3; turn += 1) await soon()
  expect(emitted.flat()).toEqual([12, 15, 20].map(milliseconds))
})

test('who asks for it hears once all is emitted that stands at a moment or before it, and at once where nothing does', () => {
  let elapsed = milliseconds(5)
  const merger = createMerger(HOLD, () => elapsed, emit)
  const heard: string[] = []
  const hear = (time: number) =>
    merger.after(milliseconds(time), () => heard.push(`${time} after ${emitted.flat().length}`))
  hear(4)
  expect(heard).toEqual(['4 after 0'])
  merger.begin('client')
  merger.begin('server')
  merger.add([note(milliseconds(5)), note(milliseconds(20))], 'client')
  for (const time of [4, 5, 20]) hear(time)
  expect(heard).toEqual(['4 after 0', '4 after 0'])
  elapsed = milliseconds(16)
  vi.advanceTimersByTime(HOLD)
  expect(heard.slice(2)).toEqual(['5 after 1'])
  merger.flush()
  expect(heard.slice(3)).toEqual(['20 after 2'])
})
