import { expect, test } from 'vitest'
import { duration } from './duration.ts'

test.each([
  [0, '0.0 µs'],
  [50, '0.1 µs'],
  [12_300, '12.3 µs'],
  [100_000, '100 µs'],
  [171_400, '171 µs'],
  [9_999_000, '9999 µs'],
  [10_000_000, '10.0 ms'],
  [12_400_000, '12.4 ms'],
  [999_900_000, '999.9 ms'],
  [1_000_000_000, '1.00 s'],
  [3_204_000_000, '3.20 s'],
  [-1500, '-1.5 µs'],
])('%d nanoseconds are %s', (nanoseconds, shown) => {
  expect(duration(nanoseconds)).toBe(shown)
})
