import { expect, test } from 'vitest'
import { headerOf, info } from '../scenario.fixture.ts'
import { BOUNDS, type KeptRun, keyOf, outcomeWord, specialOf, tooMany } from './kept-run.ts'

const run = (number: number, size: number): KeptRun => ({
  ...{ number, size, key: String(number), header: headerOf({}), outcome: null },
})
const numbers = (runs: readonly KeptRun[]) => runs.map(({ number }) => number)

test('the last twenty are kept, and the oldest go first', () => {
  const runs = Array.from({ length: 23 }, (_, index) => run(index + 1, 10))
  expect(numbers(tooMany(runs, BOUNDS))).toEqual([3, 2, 1])
  expect(tooMany(runs.slice(3), BOUNDS)).toEqual([])
})

test('together they are no larger than the bound, but the newest is kept whatever its size', () => {
  expect(numbers(tooMany([run(1, 60), run(2, 60), run(3, 30)], { count: 20, size: 100 }))).toEqual([1])
  expect(numbers(tooMany([run(1, 1), run(2, 101)], { count: 20, size: 100 }))).toEqual([1])
})

test('a chip tells what is not as usual, what runs are compared by, and the fault', () => {
  const compared = { ...info, compares: { setting: 'free' } }
  expect(specialOf(headerOf({}), compared)).toBe('after-receipt')
  expect(specialOf(headerOf({ free: 'after-post', requests: 3 }), compared)).toBe('after-post, requests 3')
  expect(specialOf(headerOf({ ask: 'search gold' }), info)).toBe('as usual')
  expect(specialOf(headerOf({}, { fault: 'kill:server@6' }), info)).toBe('kill:server@6')
  expect([outcomeWord('lost-request'), outcomeWord('completed'), outcomeWord(null)]).toEqual(['lost', '', ''])
})

test('a run is the same by its scenario and its beginning', () => {
  expect(keyOf(headerOf({}))).toBeNull()
  expect(keyOf(headerOf({}, { begun: '2026-11-28T19:05:00.000Z' }))).toBe('request-reply 2026-11-28T19:05:00.000Z')
})
