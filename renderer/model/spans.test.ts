import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aMessage } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { createFlights, type Flight } from '../../electron/trace/flights.ts'
import { createFollower } from './fold.ts'
import { createSpans } from './spans.ts'

const ends = { first: ({ posted }: Flight) => posted, last: ({ received }: Flight) => received }

/** Posts, and receipts of whatever was posted like them. */
const record = fc
  .record({ phase: fc.constantFrom('posted' as const, 'received' as const), id: fc.nat(5) })
  .map((rest): TraceRecord => aMessage(rest.phase, rest))
const change = fc.record({ at: fc.nat(40), gone: fc.nat(3), added: fc.array(record, { maxLength: 20 }) })
const range = fc.record({ from: fc.integer({ min: -5, max: 60 }), length: fc.nat(20) })

test('those between two places are found however far apart they are looked for, also after changes', () => {
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.array(range, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      (changes, ranges, apart) => {
        const messages = createFlights()
        const spans = createSpans(messages.flights, ends, apart)
        const follow = createFollower([messages, spans])
        let records: readonly TraceRecord[] = []
        for (const { at, gone, added } of changes) {
          records = records.toSpliced(at, gone, ...added)
          follow(records)
          for (const { from, length } of ranges) {
            const there = messages.flights.filter(
              ({ posted, received }) => posted <= from + length && (received === null || received >= from),
            )
            expect(spans.between(from, from + length)).toEqual(there)
          }
        }
      },
    ),
  )
})

test('looking somewhere does not go through all of a long trace', () => {
  let looked = 0
  const things = Array.from({ length: 50_000 }, (_, index) => ({ first: index, last: index + 3 }))
  const counted = (place: number) => {
    looked += 1
    return place
  }
  const spans = createSpans(things, { first: ({ first }) => counted(first), last: ({ last }) => counted(last) })
  things.forEach((_, index) => void spans.take(aMessage('posted'), index))
  looked = 0
  expect(spans.between(40_000, 40_010)).toHaveLength(14)
  expect(looked).toBeLessThan(3000)
})
