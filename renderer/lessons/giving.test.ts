import { expect, test } from 'vitest'
import {
  atFirstStop,
  atPart,
  atStop,
  begun,
  nextPartOf,
  nextStopOf,
  partOf,
  placeText,
  stopOf,
  wayOn,
} from './giving.ts'
import type { LessonFile } from './lesson-file.ts'
import { clock, clockMeans, left } from './time-left.ts'

const part = { title: 'One', minutes: 5, scenario: 'peer-to-peer', notes: 'Say this.' }
const file: LessonFile = {
  ...{ format: 'sharemem-lesson', version: 1, title: 'A lesson', about: 'This and that.' },
  parts: [
    { ...part, stops: [{ at: 'end', notes: 'It is over.' }] },
    { ...part, title: 'Two', stops: [] },
  ],
}

test('a lesson goes from stop to stop, and from part to part', () => {
  const first = begun(file, 1000)
  expect([partOf(first).title, stopOf(first), nextStopOf(first)?.index]).toEqual(['One', null, 0])
  const there = atStop({ ...first, choice: 'x', way: 'travelling' }, 0)
  expect(there).toMatchObject({ stop: 0, way: 'standing', choice: null, began: 1000 })
  expect([stopOf(there)?.notes, nextStopOf(there), nextPartOf(there)?.title]).toEqual(['It is over.', null, 'Two'])
  expect(atFirstStop(first)).toMatchObject({ stop: 0, beganThere: true })
  expect(there.beganThere).toBe(false)
  const second = atPart(there, 1, 5000)
  expect(second).toMatchObject({ began: 1000, partBegan: 5000, stop: null })
  expect([nextStopOf(second), nextPartOf(second)]).toEqual([null, null])
  expect([first, there, second].map(wayOn)).toEqual(['To the next stop', 'Next: Two', 'The lesson is over'])
})

test.each([
  ['end' as const, 'the end of the run'],
  [{ participant: 'client', call: 'DosFreeMem' }, 'before the client’s DosFreeMem'],
  [
    { participant: 'client', call: 'DosFreeMem', nth: 2, when: 'after' as const },
    'after the client’s 2nd DosFreeMem',
  ],
  [{ participant: 'peer-1', call: 'read', nth: 13 }, 'before peer-1’s 13th read'],
  [{ participant: 'peer-1', call: 'read', nth: 23 }, 'before peer-1’s 23rd read'],
])('a place reads as it is said: %o', (place, text) => {
  expect(placeText(place)).toBe(text)
})

test.each([
  [0, '5:00 left of this part'],
  [55_100, '4:04 left of this part'],
  [300_000, '0:00 left of this part'],
  [370_000, '1:10 over the time of this part'],
])('after %d ms of five minutes it reads %s', (passed, text) => {
  const rest = left(5, 1000, 1000 + passed)
  expect(`${clock(rest)} ${clockMeans(rest, 'this part')}`).toBe(text)
})
