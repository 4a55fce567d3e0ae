import { expect, test } from 'vitest'
import { type Asked, type Progress, waitingInWords, withAsked } from './asked.ts'

const asked = (number: number, text = 'search gold', atOnce = false): Asked => ({ text, number, atOnce })
const progress = (begun: number, underWay: number, isComing = false): Progress => ({ begun, underWay, isComing })
const said = (now: Progress, ...all: Asked[]) => waitingInWords(all, now, ['request', 'requests'])

const ONE = '“search gold” comes after this request.'

test.each<[string, Progress, Asked[], string | null]>([
  ['nothing that has been asked', progress(1, 1), [], null],
  ['what is asked while a request is under way', progress(2, 1), [asked(3)], ONE],
  ['the same, once it is taken up', progress(2, 1, true), [asked(3)], null],
  ['the same, once it has begun', progress(3, 1), [asked(3)], null],
  ['the same, once the one before is over', progress(2, 0), [asked(3)], '“search gold” comes next.'],
  [
    'two, once the one before is over',
    progress(2, 0),
    [asked(3), asked(4)],
    '“search gold” and “search gold” come next.',
  ],
  ['what is asked while the one before is prepared', progress(1, 0, true), [asked(2, 'lookup Fe'), asked(3)], ONE],
  [
    'what everybody has waited for, although the server still holds an object',
    progress(1, 1),
    [asked(2, '', true)],
    null,
  ],
  [
    'what is asked while several are under way',
    progress(4, 2),
    [asked(5)],
    '“search gold” comes after these requests.',
  ],
  [
    'two questions',
    progress(1, 1),
    [asked(2, 'lookup Au'), asked(3)],
    '“lookup Au” and “search gold” come after this request.',
  ],
  ['more than two', progress(1, 1), [asked(2), asked(3), asked(4)], '3 questions come after this request.'],
  [
    'a long one',
    progress(1, 1),
    [asked(2, `echo ${'a'.repeat(99)}`)],
    `“echo ${'a'.repeat(26)}…” comes after this request.`,
  ],
])('what is said of %s', (_what, now, all, sentence) => {
  expect(said(now, ...all)).toBe(sentence)
})

test('a question has its number behind all others of the run, and what has begun is forgotten', () => {
  const first = withAsked([], 'lookup Fe', { begun: 1, own: 1, atRest: true })
  expect(first).toEqual([asked(2, 'lookup Fe', true)])
  const second = withAsked(first, 'search gold', { begun: 1, own: 1, atRest: true })
  expect(second).toEqual([...first, asked(3)])
  expect(withAsked(second, 'echo', { begun: 2, own: 1, atRest: false })).toEqual([asked(3), asked(4, 'echo')])
  // What the run asks by itself comes before all that.
  expect(withAsked([], 'echo', { begun: 2, own: 10, atRest: false })).toEqual([asked(11, 'echo')])
})
