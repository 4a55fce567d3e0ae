import { expect, test } from 'vitest'
import { createEndsOf } from './ends-of.ts'

const linesOf = (count: number) => {
  const ends = createEndsOf(2)
  for (let line = 1; line <= count; line += 1) ends.add(String(line))
  return ends.lines
}

test.each([
  [0, []],
  [2, ['1', '2']],
  [4, ['1', '2', '3', '4']],
  [5, ['1', '2', '... 1 more ...', '4', '5']],
  [10_000, ['1', '2', '... 9,996 more ...', '9999', '10000']],
])('of %i lines the first and the latest are kept, and the others counted', (count, lines) => {
  expect(linesOf(count)).toEqual(lines)
})
