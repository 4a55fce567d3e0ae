import { expect, test } from 'vitest'
import { aCall, aCount, aMessage, aWindow, OBJECT, someData } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { flightsOf } from '../../electron/trace/flights.ts'
import { createKept } from '../../electron/trace/kept.ts'
import { answerAt } from './answers.ts'
import { gapIn, placeNow } from './gap.ts'
import { createLayout } from './layout.ts'
import { objectsOf } from './objects.fixture.ts'
import { questionFor } from './predict.ts'

const note: TraceRecord = {
  kind: 'note',
  t: 50,
  participant: null,
  text: '1,000 records are not kept here: a recording (--record) holds them all.',
}
const WINDOW = '0x00000002'

/** The client holds an object and has posted it, then nothing is known, then it takes and posts another of that name. */
const records: TraceRecord[] = [
  aWindow('server', WINDOW),
  aCount(['client'], { t: 10 }),
  aCall('DosAllocSharedMem', { object: OBJECT, start: 10, end: 11 }),
  someData('read', 'AAAA', { name: 'REPLY', fields: { id: 1, text: 'old' } }, { t: 12 }),
  aMessage('posted', { t: 20 }),
  note,
  aCall('WinInitialize', { start: 60, end: 61 }),
  aMessage('posted', { t: 70 }),
  aCall('WinPostMsg', { start: 70, end: 71 }),
  aMessage('received', { t: 72 }),
  aCall('WinGetMsg', { participant: 'server', start: 5, end: 73 }),
  aCount(['client'], { t: 80 }),
]
const gap = records.indexOf(note)

test('the gap is where the note stands', () => {
  expect([gapIn(records), gapIn([]), gapIn(records.slice(gap + 1))]).toEqual([gap, -1, -1])
})

test('what held an object before the gap is not drawn as holding it after', () => {
  expect(objectsOf(records).map(({ first, last }) => [first, last])).toEqual([
    [1, gap],
    [11, null],
  ])
  const { bands, tethers, rows } = createLayout()(records).view(0, Number.POSITIVE_INFINITY)
  const y = (rows.find(({ index }) => index === gap)?.y ?? 0) + 20
  expect([bands[0]?.bottom, tethers[0]?.bottom]).toEqual([y, y])
  expect([bands[1]?.bottom, tethers[1]?.bottom]).toEqual([null, null])
})

test('a receipt after the gap belongs to no post before it', () => {
  expect(flightsOf(records).map(({ posted, received, to }) => [posted, received, to])).toEqual([[7, 9, 'server']])
  expect(flightsOf(records.slice(0, gap)).map(({ posted, received }) => [posted, received])).toEqual([[4, null]])
})

test('what was answered and counted before the gap is not told after it', () => {
  expect(answerAt(records, gap - 1)?.text).toBe('old')
  expect(answerAt(records, gap + 1)).toBeNull()
  const next = { participant: 'client', api: 'os2' as const, name: 'DosFreeMem', args: { pb: OBJECT } }
  expect(questionFor(next, records.slice(0, gap), 1)?.text).toContain('1 process holds the object')
  expect(questionFor(next, records.slice(0, gap + 2), 1)?.text).not.toContain('hold the object')
})

test('a place stays with its record, and goes to the gap when that is not kept any more', () => {
  const at = (t: number) => aMessage('posted', { t })
  const kept = createKept({ first: 1, latest: 4, atOnce: 0, bytes: 1e9 })
  kept.add([at(1), at(2), at(4)])
  const before = kept.records
  kept.add([at(3)])
  expect([0, 1, 2].map((index) => placeNow(index, before, kept.records))).toEqual([0, 1, 3])
  kept.add([at(5), at(6), at(7)])
  expect([0, 1, 2].map((index) => placeNow(index, before, kept.records))).toEqual([0, 1, 2])
  expect(kept.records[2]).toBe(before[2])
  expect(placeNow(-1, before, kept.records)).toBe(-1)
})
