import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInSight, scrollFor } from './following.ts'

const window = { scrollTop: 1000, clientHeight: 300 }

test('what is in view stays where it is', () => {
  expect(scrollFor(window, { top: 1150, now: 1200, bottom: 1240 })).toBe(1000)
})

test('what comes next pushes the picture up', () => {
  expect(scrollFor(window, { top: 1290, now: 1290, bottom: 1400 })).toBe(1100)
})

test('an earlier event comes to the middle', () => {
  expect(scrollFor(window, { top: 500, now: 500, bottom: 540 })).toBe(350)
})

test('an event whose row lies far above the now line is in view itself', () => {
  // A call that took effect long before it was over: seen in a run, in presenter mode.
  expect(scrollFor({ scrollTop: 1301, clientHeight: 281 }, { top: 1156, now: 1494, bottom: 1534 })).toBe(1096)
})

test('a row of the usual height is seen whole, wherever one comes from, and then stays', () => {
  const height = 48
  const numbers = fc.record({
    ...{ scrollTop: fc.nat(5000), clientHeight: fc.integer({ min: 200, max: 1000 }) },
    ...{ top: fc.nat(5000), below: fc.integer({ min: height, max: 600 }), ghosts: fc.nat(40) },
  })
  fc.assert(
    fc.property(numbers, ({ scrollTop, clientHeight, top, below, ghosts }) => {
      const sight = { top, now: top + below, bottom: top + below + 40 + ghosts }
      const at = scrollFor({ scrollTop, clientHeight }, sight)
      expect(at).toBeLessThanOrEqual(top)
      expect(at + clientHeight).toBeGreaterThanOrEqual(top + height)
      expect(scrollFor({ scrollTop: at, clientHeight }, sight)).toBe(at)
      expect(isInSight({ scrollTop: at, clientHeight }, sight)).toBe(true)
    }),
  )
})
