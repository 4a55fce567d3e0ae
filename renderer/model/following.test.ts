import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInSight, scrollFor } from './following.ts'

const window = { top: 1000, height: 300 }

test('what is in view stays where it is', () => {
  expect(scrollFor(window, { lookedAt: 1150, now: 1200, bottom: 1240 })).toBe(1000)
})

test('what comes next pushes the picture up', () => {
  expect(scrollFor(window, { lookedAt: 1290, now: 1290, bottom: 1400 })).toBe(1100)
})

test('an earlier event comes to the middle', () => {
  expect(scrollFor(window, { lookedAt: 500, now: 500, bottom: 540 })).toBe(350)
})

test('an event whose row lies far above the now line is in view itself', () => {
  // A call that took effect long before it was over: seen in a run, in presenter mode.
  expect(scrollFor({ top: 1301, height: 281 }, { lookedAt: 1156, now: 1494, bottom: 1534 })).toBe(1096)
})

test('in a low picture the row and what is told below the now line are both in view', () => {
  const sight = { lookedAt: 952, now: 1000, bottom: 1130, least: 1090 }
  expect(scrollFor({ top: 0, height: 172 }, sight)).toBe(918)
  // Of a row far above it, the row itself is.
  expect(scrollFor({ top: 0, height: 172 }, { ...sight, lookedAt: 500 })).toBe(440)
})

test('a row of the usual height is seen whole, wherever one comes from, and then stays', () => {
  const row = 48
  const numbers = fc.record({
    ...{ top: fc.nat(5000), height: fc.integer({ min: 200, max: 1000 }) },
    ...{ lookedAt: fc.nat(5000), below: fc.integer({ min: row, max: 600 }), ghosts: fc.nat(40) },
  })
  fc.assert(
    fc.property(numbers, ({ top, height, lookedAt, below, ghosts }) => {
      const sight = { lookedAt, now: lookedAt + below, bottom: lookedAt + below + 40 + ghosts }
      const at = scrollFor({ top, height }, sight)
      expect(at).toBeLessThanOrEqual(lookedAt)
      expect(at + height).toBeGreaterThanOrEqual(lookedAt + row)
      expect(scrollFor({ top: at, height }, sight)).toBe(at)
      expect(isInSight({ top: at, height }, sight)).toBe(true)
    }),
  )
})
