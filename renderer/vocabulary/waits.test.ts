import { expect, test } from 'vitest'
import { waitInWords } from './waits.ts'

const names = new Map([['ApplicationSpecificDone', 'Done']])

test.each([
  [{ waits: ['ApplicationSpecificDone'], timeout: 2000 }, 1200, 'for Done since 1.2 s, 0.8 s left'],
  [{ waits: ['ApplicationSpecificDone', 'Other'], timeout: null }, 61_000, 'for Done or Other since 61.0 s'],
  [{ waits: ['process#4711'], timeout: null }, null, 'for process 4711'],
  [{ waits: ['keyboard'], timeout: null }, 0, 'for a key since 0.0 s'],
  // Its time is over, and it has not told so yet.
  [{ waits: [], timeout: 100 }, 130, 'waits since 0.1 s, 0.0 s left'],
  [{}, null, 'waits'],
])('%j that has lasted for %j ms: %s', (wait, waited, words) => {
  expect(waitInWords(wait, waited, names)).toBe(words)
})
