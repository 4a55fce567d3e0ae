import { expect, test } from 'vitest'
import { aMessage } from '../contract/records.fixture.ts'
import { noteOrigin, sameUntil } from './lineage.ts'

const [a, b, c] = [aMessage('posted'), aMessage('posted'), aMessage('received')]

test('lists that nobody has told anything of are compared', () => {
  expect(sameUntil([a, b], [a, b, c])).toBe(2)
  expect(sameUntil([a, b, c], [a, c, b])).toBe(1)
  expect(sameUntil([a, b, c], [a, b])).toBe(2)
  expect(sameUntil([], [a])).toBe(0)
})

test('what has been noted is believed, without a look at the records', () => {
  const [before, now, later] = [
    [a, b],
    [a, b, c],
    [a, b, c],
  ]
  noteOrigin(before, [], 0)
  noteOrigin(now, before, 1)
  noteOrigin(later, now, 3)
  expect([sameUntil(before, now), sameUntil(now, later)]).toEqual([1, 3])
  // Of these two nothing has been noted.
  expect(sameUntil(before, later)).toBe(2)
  expect(sameUntil([a, b], now)).toBe(2)
})
