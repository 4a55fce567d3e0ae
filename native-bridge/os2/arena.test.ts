import { expect, test } from 'vitest'
import { baseOf, isBase, LARGEST_OBJECT, roomFor, slotsFor } from './arena.ts'
import { recordSize } from './arena-record.ts'
import { PAGE } from './page.ts'

const MB = 2 ** 20

test('small objects get 64 KB slots from the top of the arena downwards', () => {
  expect([...slotsFor(PAGE)].slice(0, 3)).toEqual([0x6fff_0000, 0x6ffe_0000, 0x6ffd_0000])
})

test.each([PAGE, 60 * 1024, 61 * 1024, 2 * MB, 16 * MB, LARGEST_OBJECT])(
  'no object that begins in any slot reaches one of %i bytes',
  (size) => {
    const bases = [...new Set([...slotsFor(PAGE), ...slotsFor(size)])].sort((a, b) => a - b)
    for (const base of slotsFor(size)) {
      expect(bases.filter((other) => other > base && other < base + size + recordSize(size))).toEqual([])
      expect(base + size + recordSize(size)).toBeLessThanOrEqual(0x7000_0000)
      expect(base).toBeGreaterThanOrEqual(0x6000_0000)
      expect(base % 0x1_0000).toBe(0)
    }
  },
)

test('there is room for two of the largest objects, and none for a larger one', () => {
  expect([...slotsFor(LARGEST_OBJECT)]).toHaveLength(2)
  expect([...slotsFor(LARGEST_OBJECT + 16 * PAGE)]).toEqual([])
})

test('there is room where nothing lies', () => {
  expect(roomFor(LARGEST_OBJECT, () => true)).toBe(2)
  expect(roomFor(3_000_000, () => true)).toBe(4)
  expect(roomFor(LARGEST_OBJECT, (at) => at >= 0x6800_0000)).toBe(1)
  expect(roomFor(1, (at, size) => at === 0x6fff_0000 && size === 2 * PAGE)).toBe(1)
})

test('all slots but one are above what V8 and Wine may have reserved', () => {
  expect([...slotsFor(PAGE)].filter((base) => base < 0x6800_0000)).toHaveLength(1)
})

test('a base is one that could have been handed out', () => {
  for (const base of slotsFor(PAGE)) expect(isBase(base)).toBe(true)
  for (const number of [0, 0x6fff_0004, 0x6fff_8000, 0x7000_0000, 0x6000_0000, 0x1234_5678, -1, 1.5, Number.NaN]) {
    expect(isBase(number)).toBe(false)
  }
})

test('each byte of an object, and of its arena record, belongs to its base', () => {
  for (const size of [PAGE, 2 * MB, LARGEST_OBJECT]) {
    for (const base of slotsFor(size)) {
      const bytes = [0, 1, size - 1, size + recordSize(size) - 1].map((offset) => baseOf(base + offset))
      expect(bytes).toEqual(bytes.map(() => base))
    }
  }
  expect([0x5fff_ffff, 0x7000_0000, -1, Number.NaN].map(baseOf)).toEqual([null, null, null, null])
})
