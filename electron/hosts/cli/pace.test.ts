import { expect, test } from 'vitest'
import { anExchange } from '../../trace/exchanges.fixture.ts'
import { paceOf } from './pace.ts'

/** Requests allocated at these moments, in microseconds, or of unknown allocation. */
const allocatedAt = (...moments: (number | null)[]) =>
  moments.map((moment, index) =>
    anExchange({
      id: index + 1,
      moments: [{ name: moment === null ? 'posted' : 'allocated', by: null, t: (moment ?? 0) * 1000 }],
    }),
  )

test('the pace is told from one allocation to the next, or from whatever comes first of each', () => {
  const moments = [0, 500, 1000, 1500, 2000, 2500, 3100, 3700, 4300, 4900, 24_900]
  expect(paceOf(allocatedAt(...moments), 'request')).toBe(
    'From ‘allocated’ of one request to that of the next: 600 µs at the median, 20.0 ms at the 90th percentile.',
  )
  const records = moments.map((t, index) =>
    anExchange({ id: index + 1, moments: [{ name: 'mutex acquired', by: 'server', t: t * 1000 }] }),
  )
  expect(paceOf(records, 'record')).toContain('From ‘mutex acquired’ of one record to that of the next: 600 µs')
})

test('what was never allocated has no place in it, and a few requests have no pace', () => {
  const moments = Array.from({ length: 10 }, (_, index) => index * 100)
  expect(paceOf(allocatedAt(...moments, null), 'request')).toBeNull()
  expect(paceOf(allocatedAt(...moments, null, 1000), 'request')).toContain('100 µs at the median')
})
