import { expect, test } from 'vitest'
import { whatIsWrongWithText } from './narrow-text.ts'

test('what fits with its zero is a text', () => {
  expect(['', 'abc', 'ü!', '👋'].map((text) => whatIsWrongWithText(text, 5))).toEqual([null, null, null, null])
})

test.each([
  ['abcd', /4 bytes long in UTF-8\. Allowed are 3/],
  ['a\0b', /zero/],
  ['\ud800x', /half of a character/],
])('%j is none', (text, why) => {
  expect(whatIsWrongWithText(text, 4)).toMatch(why)
})
