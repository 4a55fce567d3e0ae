import fc from 'fast-check'
import { expect, test } from 'vitest'
import { align, longestRising } from './alignment.ts'

/** How long the longest common subsequence is, by the textbook's table. */
function longest(a: readonly number[], b: readonly number[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const one of a) {
    const next = [0]
    for (const [at, other] of b.entries())
      next.push(one === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0))
    row = next
  }
  return row.at(-1) ?? 0
}

test('what is aligned matches, is in order, and could not be more', () => {
  // Each has numbers that the other one has not.
  const sequence = (min: number) => fc.array(fc.integer({ min, max: min + 4 }), { maxLength: 40 })
  fc.assert(
    fc.property(sequence(0), sequence(1), (a, b) => {
      const pairs = align(a, b)
      for (const [index, [x, y]] of pairs.entries()) {
        expect(a[x]).toBe(b[y])
        const [before, above] = pairs[index - 1] ?? [-1, -1]
        expect(x > before && y > above).toBe(true)
      }
      expect(pairs).toHaveLength(longest(a, b))
    }),
    { numRuns: 500 },
  )
})

test('what rises is in order, and could not be longer', () => {
  const different = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 30 })
  fc.assert(
    fc.property(different, (numbers) => {
      const rising = longestRising(numbers).map((at) => numbers[at] ?? 0)
      const inTurn = numbers.toSorted((a, b) => a - b)
      expect(rising).toEqual(rising.toSorted((a, b) => a - b))
      expect(rising).toHaveLength(longest(numbers, inTurn))
    }),
    { numRuns: 500 },
  )
})

test('nothing matches nothing, and the same matches itself', () => {
  expect(align([], [1])).toEqual([])
  expect(align([1, 2], [3])).toEqual([])
  expect(align([1, 2, 3], [1, 2, 3])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ])
})

test('ten thousand against ten thousand that have little in common do not keep a person waiting', () => {
  let seed = 7
  const next = (most: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % most
  }
  const [a, b] = [0, 1].map(() => Int32Array.from({ length: 10_000 }, () => next(20)))
  const begun = performance.now()
  expect(align(a ?? [], b ?? []).length).toBeGreaterThan(2000)
  // Generous: other work goes on beside it.
  expect(performance.now() - begun).toBeLessThan(5000)
})
