import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCall, aMessage } from '../contract/records.fixture.ts'
import type { TraceRecord } from '../contract/trace.ts'
import { mergeInOrder, placeOf, timeOf } from './order.ts'

const at = (t: number, name = ''): TraceRecord => aMessage('posted', { t, name })
const times = (records: readonly TraceRecord[]) => records.map(timeOf)

test('a call stands where it ended, everything else where it happened', () => {
  expect(timeOf(aCall('WinGetMsg', { start: 10, end: 90 }))).toBe(90)
  expect(timeOf(aMessage('received', { t: 80 }))).toBe(80)
})

test('what happened earlier slips in, whatever stands first and last in what is added', () => {
  const records = [at(1), at(5), at(9)]
  expect(times(mergeInOrder(records, [at(10), at(4), at(11)]))).toEqual([1, 4, 5, 9, 10, 11])
  expect(times(records)).toEqual([1, 5, 9])
})

test('what happened at the same time stays in the order in which it came', () => {
  const merged = mergeInOrder([at(1, 'a'), at(2, 'b'), at(3, 'e')], [at(2, 'c'), at(2, 'd')])
  expect(merged.map((record) => record.kind === 'message' && record.name)).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('nothing added is nothing changed', () => {
  const records = [at(1)]
  expect(mergeInOrder(records, [])).toBe(records)
})

const moments = fc.array(fc.nat(20))

test('it is what sorting all of it would be', () => {
  fc.assert(
    fc.property(moments, moments, (some, more) => {
      const records = some.toSorted((a, b) => a - b).map((t) => at(t))
      const added = more.map((t) => at(t))
      const sorted = [...records, ...added].sort((a, b) => timeOf(a) - timeOf(b))
      const merged = mergeInOrder(records, added)
      expect(merged.length).toBe(sorted.length)
      expect(merged.every((record, index) => record === sorted[index])).toBe(true)
    }),
  )
})

test('records that join a long trace do not make it read anew', () => {
  let read = 0
  const counted = (t: number) => ({
    get t() {
      read += 1
      return t
    },
  })
  const records = Array.from({ length: 50_000 }, (_, t) => counted(t))
  mergeInOrder(
    records,
    Array.from({ length: 10 }, (_, t) => counted(49_990.5 + t)),
  )
  expect(read).toBeLessThan(200)
})

test('a record is found where it stands, also among others of the same time', () => {
  const records = [at(1), at(2), at(2), at(2), at(3)]
  expect(records.map((record) => placeOf(records, record))).toEqual([0, 1, 2, 3, 4])
  expect(placeOf(records, at(2))).toBe(-1)
  expect(placeOf([], at(2))).toBe(-1)
})
