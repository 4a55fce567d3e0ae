import { expect, test } from 'vitest'
import { handlesInWords, railInWords } from './rails.ts'

const mutex = { type: 'mutex', staysSet: false } as const
const event = { type: 'event', staysSet: false } as const
const stretch = { owner: null, abandoned: false }

test.each([
  ['free', mutex, null],
  ['client-2 owns it', mutex, { owner: 'client-2', abandoned: false }],
  ['abandoned: its owner has ended without releasing it', mutex, { owner: null, abandoned: true }],
  ['not set', event, null],
  ['set, for one waiter', event, stretch],
  ['set, until somebody resets it', { ...event, staysSet: true }, stretch],
] as const)('%s', (words, rail, at) => {
  expect(railInWords(rail, at)).toBe(words)
})

test('handles and views are counted apart', () => {
  const held = [
    { handles: 1, views: 1 },
    { handles: 2, views: 0 },
  ]
  expect(handlesInWords(held)).toBe('3 handles, 1 view')
  expect(handlesInWords([])).toBe('0 handles')
})
