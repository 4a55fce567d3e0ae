import { expect, test } from 'vitest'
import { aRequest } from '../../contract/records.fixture.ts'
import { paceOf } from './pace.ts'

/** Requests allocated at these moments, in microseconds. */
const allocatedAt = (...moments: (number | null)[]) =>
  moments.map((moment, index) => aRequest({ id: index + 1, allocated: moment === null ? null : moment * 1000 }))

test('the pace is told from one allocation to the next', () => {
  const moments = [0, 500, 1000, 1500, 2000, 2500, 3100, 3700, 4300, 4900, 24_900]
  expect(paceOf(allocatedAt(...moments))).toBe(
    'From one request’s allocation to the next one’s: 600 µs at the median, 20.0 ms at the 90th percentile.',
  )
})

test('what was never allocated has no place in it, and a few requests have no pace', () => {
  const moments = Array.from({ length: 10 }, (_, index) => index * 100)
  expect(paceOf(allocatedAt(...moments, null))).toBeNull()
  expect(paceOf(allocatedAt(...moments, null, 1000))).toContain('100 µs at the median')
})
