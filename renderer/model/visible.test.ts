import { expect, test } from 'vitest'
import { visibleRows } from './visible.ts'

test.each([
  ['nothing', 0, 0, 10, { from: 0, to: 0 }],
  ['a short list', 3, 0, 10, { from: 0, to: 3 }],
  ['the beginning', 100_000, 0, 10, { from: 0, to: 15 }],
  ['the middle', 100_000, 500.5, 10, { from: 495, to: 516 }],
  ['the end', 100_000, 99_990, 10, { from: 99_985, to: 100_000 }],
  ['a list that has become shorter', 20, 500, 10, { from: 20, to: 20 }],
])('of %s', (_what, count, top, height, visible) => {
  expect(visibleRows(count, top, height)).toEqual(visible)
})
