import { expect, test } from 'vitest'
import { placeOfName } from './rail-name.ts'

/** Ten letters, which need 70 pixels. */
const NAME = 'Shutdown.2'
const rail = { top: 100, bottom: 500, sight: 0, now: 500 }

test('a name begins with its rail, or with what is in sight of it', () => {
  expect(placeOfName(NAME, rail)).toEqual({ y: 108, anchor: 'start' })
  expect(placeOfName(NAME, { ...rail, sight: 200 })).toEqual({ y: 208, anchor: 'start' })
})

test('it never stands across the now line: beside a rail that has just begun, it ends above that', () => {
  expect(placeOfName(NAME, { ...rail, top: 440 })).toEqual({ y: 496, anchor: 'end' })
  // Who looks back stands in the middle of it.
  expect(placeOfName(NAME, { ...rail, now: 150 })).toEqual({ y: 146, anchor: 'end' })
  expect(placeOfName(NAME, { ...rail, now: 182 })).toEqual({ y: 108, anchor: 'start' })
  expect(placeOfName(NAME, { ...rail, now: 181 })?.anchor).toBe('end')
})

test('what is yet to come has its name below the now line', () => {
  expect(placeOfName(NAME, { ...rail, now: 90 })).toEqual({ y: 108, anchor: 'start' })
})

test('where there is no room, there is none', () => {
  expect(placeOfName(NAME, { ...rail, top: 490 })).toBeNull()
  expect(placeOfName(NAME, { ...rail, top: 440, sight: 460 })).toBeNull()
})
