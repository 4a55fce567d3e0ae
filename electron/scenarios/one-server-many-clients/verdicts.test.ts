import { expect, test } from 'vitest'
import { served } from './verdicts.ts'

test.each([
  [[], 'The server answered 0 requests.'],
  [[1], 'The server answered 1 request of one client.'],
  [[3, 3, 3], 'The server answered 9 requests: 3 of each of 3 clients.'],
  [[1, 4], 'The server answered 5 requests: 1 to 4 of each of 2 clients.'],
])('of clients with %j answers: %s', (counts, text) => {
  expect(served(new Map(counts.map((count, index) => [100 + index, count])))).toEqual({ name: 'completed', text })
})
