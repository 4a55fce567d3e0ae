import { expect, test } from 'vitest'
import { inTwoParts } from './names.ts'

test.each([
  ['Update', 'Upd', 'ate'],
  ['Ä', '', 'Ä'],
  ['', '', ''],
  ['👋ü', '👋', 'ü'],
])('“%s” is written as “%s” and “%s”', (text, first, second) => {
  expect(inTwoParts(text)).toEqual([first, second])
})
