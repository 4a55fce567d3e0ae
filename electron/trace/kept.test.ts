import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCall, aMessage, someData } from '../contract/records.fixture.ts'
import type { TraceRecord } from '../contract/trace.ts'
import { createKept, type Limits, missingAt, weightOf } from './kept.ts'
import { sameUntil } from './lineage.ts'
import { timeOf } from './order.ts'

const at = (t: number): TraceRecord => aMessage('posted', { t })
const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => at(from + index))
const WIDE = 1e9
const keeping = (first: number, latest: number, bytes = WIDE) => createKept({ first, latest, atOnce: 0, bytes })
/** The times of the records, and how many are missing where the note stands. */
const shown = (records: readonly TraceRecord[]) =>
  records.map((record) => (missingAt(record) > 0 ? `-${missingAt(record)}` : timeOf(record)))

test('within the limits everything is kept, in the order of time', () => {
  const kept = keeping(2, 3)
  kept.add([at(2), at(4)])
  kept.add([at(5), at(1), at(3)])
  expect(shown(kept.records)).toEqual([1, 2, 3, 4, 5])
  expect(kept.dropped).toBe(0)
})

test('beyond them the first and the latest are kept, and one note between them grows', () => {
  const kept = keeping(2, 3)
  kept.add(upTo(6))
  expect(shown(kept.records)).toEqual([1, 2, '-1', 4, 5, 6])
  expect(kept.records[2]).toEqual({
    kind: 'note',
    t: 3,
    participant: null,
    text: '1 record is not kept here: a recording (--record) holds it.',
  })
  for (const record of upTo(12_350, 7)) kept.add([record])
  expect(shown(kept.records)).toEqual([1, 2, '-12345', 12_348, 12_349, 12_350])
  expect(kept.records[2]).toMatchObject({
    t: 12_347,
    text: '12,345 records are not kept here: a recording (--record) holds them all.',
  })
  expect(kept.dropped).toBe(12_345)
})

test('what comes so late that its place is in the gap is counted there', () => {
  const kept = keeping(1, 2)
  kept.add(upTo(9))
  kept.add([at(3), at(8.5), at(0)])
  expect(shown(kept.records)).toEqual([1, '-9', 8.5, 9])
})

test('a heavy trace is cut by its weight, and the latest record stays whatever it weighs', () => {
  const heavy = (t: number) => aCall('WinInitialize', { end: t, args: { text: 'x'.repeat(10_000) } })
  const kept = keeping(10, 1000, 50_000)
  kept.add(Array.from({ length: 20 }, (_, t) => heavy(t)))
  expect(shown(kept.records)).toEqual([0, '-16', 17, 18, 19])
  expect(kept.records.reduce((sum, record) => sum + weightOf(record), 0)).toBeLessThan(50_000)
  kept.add([aCall('WinInitialize', { end: 20, args: { text: 'x'.repeat(100_000) } })])
  expect(shown(kept.records)).toEqual([0, '-19', 20])
})

test('many go at once where so many are chosen, and then none for a while', () => {
  const kept = createKept({ first: 2, latest: 8, atOnce: 1 / 4, bytes: WIDE })
  kept.add(upTo(11))
  expect(shown(kept.records)).toEqual([1, 2, '-3', 6, 7, 8, 9, 10, 11])
  kept.add(upTo(13, 12))
  expect(shown(kept.records)).toEqual([1, 2, '-3', 6, 7, 8, 9, 10, 11, 12, 13])
  kept.add(upTo(14, 14))
  expect(shown(kept.records)).toEqual([1, 2, '-6', 9, 10, 11, 12, 13, 14])
})

test('a list that was read stays as it is', () => {
  const kept = keeping(1, 2)
  kept.add(upTo(3))
  const before = kept.records
  kept.add([at(4)])
  expect(shown(before)).toEqual([1, 2, 3])
  expect(kept.records).toBe(kept.records)
})

test('cleared, it begins anew', () => {
  const kept = keeping(1, 2)
  kept.add(upTo(9))
  kept.clear()
  expect([kept.records, kept.dropped]).toEqual([[], 0])
  kept.add(upTo(3))
  expect(shown(kept.records)).toEqual([1, 2, 3])
})

test.each([
  ['the same limits', 2, [1, 2, '-15', 18, 19, 20]],
  ['more of the first', 5, [1, 2, '-15', 18, 19, 20]],
  ['fewer of the first', 1, [1, '-16', 18, 19, 20]],
])('what somebody else has not kept is counted on, with %s', (_, first, expected) => {
  const other = keeping(2, 3)
  other.add(upTo(20))
  const kept = keeping(first, 3)
  kept.add(other.records)
  expect(shown(kept.records)).toEqual(expected)
  kept.add([at(21)])
  expect(shown(kept.records).slice(-3)).toEqual([19, 20, 21])
  expect(kept.dropped + kept.records.filter((record) => missingAt(record) === 0).length).toBe(21)
})

test('no other note is taken for one that says what is missing', () => {
  const text = '3 records are not kept here: a recording (--record) holds them all.'
  expect(missingAt({ kind: 'note', t: 0, participant: null, text })).toBe(3)
  expect(missingAt({ kind: 'note', t: 0, participant: 'client', text })).toBe(0)
  expect(missingAt({ kind: 'note', t: 0, participant: null, text: 'The server was slow.' })).toBe(0)
  expect(missingAt({ kind: 'fault', t: 0, participant: null, text })).toBe(0)
})

test('a record weighs more the more it tells', () => {
  const small = someData('write', 'AAAA')
  const large = someData('write', 'A'.repeat(340), { name: 'REPLY', fields: { id: 1 }, rows: [{ name: 'Iron' }] })
  expect(weightOf(small)).toBeGreaterThan(100)
  expect(weightOf(large)).toBeGreaterThan(weightOf(small) + 340)
})

const parts = fc.array(fc.array(fc.nat(60), { maxLength: 8 }), { maxLength: 12 })
const limits: fc.Arbitrary<Limits> = fc.record({
  first: fc.nat(4),
  latest: fc.integer({ min: 1, max: 6 }),
  atOnce: fc.constantFrom(0, 0.25, 0.5),
  bytes: fc.constantFrom(WIDE, 2000),
})

test('whatever comes in whatever order, nothing is lost uncounted and the order of time holds', () => {
  fc.assert(
    fc.property(parts, limits, (parts, limits) => {
      const kept = createKept(limits)
      const all: TraceRecord[] = []
      let before: readonly TraceRecord[] = []
      for (const part of parts) {
        const added = part.map(at)
        all.push(...added)
        kept.add(added)
        const { records, dropped } = kept
        const same = sameUntil(before, records)
        expect(records.slice(0, same).every((record, index) => record === before[index])).toBe(true)
        before = records
        const there = records.filter((record) => missingAt(record) === 0)
        expect(there.length + dropped).toBe(all.length)
        expect(records.length - there.length).toBe(dropped > 0 ? 1 : 0)
        expect(records.map(timeOf)).toEqual(records.map(timeOf).toSorted((a, b) => a - b))
        if (dropped > 0) expect(there.length).toBeLessThanOrEqual(limits.first + limits.latest)
        if (there.length > 1 && dropped > 0) expect(there.every((record) => all.includes(record))).toBe(true)
        // The latest of all is never the one that goes.
        const last = Math.max(...all.map(timeOf))
        if (all.length > 0) expect(records.some((record) => timeOf(record) === last)).toBe(true)
      }
    }),
  )
})

test('adding to a long trace does not go through it', () => {
  let read = 0
  const watched = (t: number) =>
    new Proxy(at(t), {
      get(target, name) {
        read += 1
        return Reflect.get(target, name)
      },
    })
  const kept = keeping(1000, 5000)
  kept.add(Array.from({ length: 6000 }, (_, t) => watched(t)))
  read = 0
  for (let t = 6000; t < 7000; t += 1) kept.add([watched(t)])
  expect(read / 1000).toBeLessThan(200)
})
