import { expect, test } from 'vitest'
import { aCall } from '../../electron/contract/records.fixture.ts'
import { createPlacing } from './placing.ts'

const calls = (count: number, startOf: (index: number) => number) =>
  Array.from({ length: count }, (_, index) =>
    aCall('DosQueryMem', { start: startOf(index), end: startOf(index) + 1 }),
  )

function placed(records: ReturnType<typeof calls>) {
  const placing = createPlacing()
  for (const [index, record] of records.entries()) placing.take(record, index)
  return placing
}

test('rows stand in the order in which they took effect, whichever came first', () => {
  const placing = placed(calls(4, (index) => [30, 10, 20, 10][index] ?? 0))
  expect(placing.between(0, placing.height()).map(({ index }) => index)).toEqual([1, 3, 2, 0])
  expect(placing.bottomAt(0)).toBe(placing.height())
})

test('a long trace that somebody has turned around is placed once, and not anew with each of its records', () => {
  const many = 20_000
  const turned = placed(calls(many, (index) => many - index))
  const inOrder = placed(calls(many, (index) => index))
  expect(turned.height()).toBe(inOrder.height())
  expect(turned.between(0, 60).map(({ index }) => index)[0]).toBe(many - 1)
  expect(turned.rows[0]?.y).toBe(inOrder.rows.at(-1)?.y)
})
