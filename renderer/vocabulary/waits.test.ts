import { expect, test } from 'vitest'
import { timersInWords, waitInWords } from './waits.ts'

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

test('where there is little room, what matters most is told, and whole', () => {
  const within = (most: number) => (words: string) => words.length <= most
  const sleep = { waits: [], timeout: 4000 }
  expect(waitInWords(sleep, 2600, names, within(29))).toBe('waits since 2.6 s, 1.4 s left')
  expect(waitInWords(sleep, 2600, names, within(20))).toBe('waits, 1.4 s left')
  expect(waitInWords(sleep, 2600, names, within(12))).toBe('1.4 s left')
  const done = { waits: ['ApplicationSpecificDone'], timeout: null }
  expect(waitInWords(done, 2600, names, within(17))).toBe('for Done')
  expect(waitInWords({ ...done, timeout: 3000 }, 2600, names, within(25))).toBe('for Done, 0.4 s left')
  // Nothing has room: it is cut where it is drawn.
  expect(waitInWords(done, 2600, names, within(3))).toBe('for Done')
})

test('timers stand still only while somebody is held', () => {
  expect(timersInWords('step', false)).toBe('Timers stand still while you step.')
  expect(timersInWords('step', true)).toBe('Nobody is held now: timers go on.')
  expect([timersInWords('free', false), timersInWords('free', true)]).toEqual([null, null])
})
