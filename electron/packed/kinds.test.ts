import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { traceEvent } from '../contract/participant.ts'
import { type CallRecord, traceRecord } from '../contract/trace.ts'
import type { CallEvent } from './calls.ts'
import { createPacker, type Packer } from './packing.ts'
import { BadFrame, TAG } from './parts.ts'
import { createUnpacker, EVENTS, RECORDS } from './unpacking.ts'

const scalar = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const time = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const optional = { requiredKeys: [] as never[] }
const errno = fc.option(fc.record({ code: fc.integer(), name: fc.string() }))
const kernelCall = fc
  .tuple(
    fc.record({ name: fc.string(), args: fc.array(scalar), result: fc.string(), errno, start: time, end: time }),
    fc.record({ pid: fc.nat() }, optional),
  )
  .map(([call, rest]) => ({ ...call, ...rest }))
const result = fc
  .tuple(
    fc.record({ code: fc.integer(), name: fc.string() }),
    fc.record({ ok: fc.boolean(), undocumented: fc.string() }, optional),
  )
  .map(([code, rest]) => ({ ...code, ...rest }))
const ordinal = fc.integer({ min: 1, max: 2 ** 31 - 1 })
const position = fc.option(fc.record({ file: fc.string(), line: ordinal, column: ordinal }))
const argName = fc.string().filter((name) => name !== '__proto__')
const call = fc
  .tuple(
    fc.record({
      kind: fc.constant('call' as const),
      api: fc.constantFrom('os2' as const, 'winapi' as const, 'crt' as const),
      name: fc.string(),
      args: fc.dictionary(argName, scalar, { noNullPrototype: true }),
      result,
      start: time,
      end: time,
      kernel: fc.array(kernelCall, { maxLength: 4 }),
    }),
    fc.record({ object: fc.string(), held: time }, optional),
  )
  .map(([event, rest]) => ({ ...event, ...rest }))
const event: fc.Arbitrary<CallEvent> = fc.tuple(call, position).map(([all, position]) => ({ ...all, position }))
const source = fc.record({ source: fc.record({ file: fc.string(), line: ordinal }) }, optional)
const record: fc.Arbitrary<CallRecord> = fc
  .tuple(call, fc.string(), source)
  .map(([all, participant, rest]) => ({ ...all, participant, ...rest }))

/** How calls of a kind are packed and read, and what they have to be. */
interface Kind {
  readonly calls: typeof EVENTS | typeof RECORDS
  readonly arbitrary: fc.Arbitrary<CallEvent | CallRecord>
  add(packer: Packer, call: CallEvent | CallRecord): void
  readonly contract: typeof traceEvent | typeof traceRecord
}
const events: Kind = {
  calls: EVENTS,
  arbitrary: event,
  add: (packer, call) => packer.addCallEvent(call as CallEvent),
  contract: traceEvent,
}
const records: Kind = {
  calls: RECORDS,
  arbitrary: record,
  add: (packer, call) => packer.addCallRecord(call as CallRecord),
  contract: traceRecord,
}
const kinds: [string, Kind][] = [
  ['as its participant tells it', events],
  ['as it stands in the trace', records],
]

describe.each(kinds)('a call %s', (_, { calls, arbitrary, add, contract }) => {
  test('comes out as it went in, among other values and over many frames', () => {
    fc.assert(
      fc.property(fc.array(fc.array(arbitrary, { maxLength: 3 }), { maxLength: 4 }), (frames) => {
        const packer = createPacker()
        const { unpack } = createUnpacker(calls)
        const out = frames.flatMap((all) => {
          for (const call of all) add(packer, call)
          packer.add('between')
          return unpack(packer.take())
        })
        expect(out).toEqual(frames.flatMap((all) => [...all, 'between']))
      }),
    )
  })

  test('is one by the contract, whatever the bytes are that it comes out of', () => {
    const packer = createPacker()
    let found = 0
    fc.assert(
      fc.property(arbitrary, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), (call, changes) => {
        add(packer, call)
        const bytes = Buffer.from(packer.take())
        for (const [place, value] of changes) bytes[4 + (place % (bytes.length - 4))] = value
        try {
          const values = createUnpacker(calls, () => null).unpack(bytes)
          for (const value of values.filter((each) => each !== null)) {
            found += 1
            expect(contract.safeParse(value)).toMatchObject({ success: true })
          }
        } catch (error) {
          expect(error).toBeInstanceOf(BadFrame)
        }
      }),
      { numRuns: 2000 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('is understood by who begins to read after all names are forgotten', () => {
    const packer = createPacker()
    const some = fc.sample(arbitrary, 4)
    const early = createUnpacker(calls)
    const addAll = () => {
      for (const call of some) add(packer, call)
    }
    addAll()
    expect(early.unpack(packer.take())).toEqual(some)
    packer.forget()
    addAll()
    const frame = packer.take()
    expect(createUnpacker(calls).unpack(frame)).toEqual(some)
    expect(early.unpack(frame)).toEqual(some)
  })

  test('is refused by who reads the other kind', () => {
    const packer = createPacker()
    for (const call of fc.sample(arbitrary, 1)) add(packer, call)
    const other = calls === EVENTS ? RECORDS : EVENTS
    expect(() => createUnpacker(other).unpack(packer.take())).toThrow(BadFrame)
  })
})

test('an argument that is no finite number is told by its name', () => {
  const packer = createPacker()
  const [some] = fc.sample(event, 1)
  if (!some) throw new Error('no call')
  packer.addCallEvent({ ...some, args: { offset: Number.NaN, length: Number.NEGATIVE_INFINITY } })
  const [out] = createUnpacker(EVENTS).unpack(packer.take())
  expect(out).toMatchObject({ args: { offset: 'NaN', length: '-Infinity' } })
  expect(traceEvent.safeParse(out)).toMatchObject({ success: true })
})

test('a count that is none is refused', () => {
  const bytes = Uint8Array.of(6, 0, 0, 0, TAG.whole, 0xff, 0xff, 0xff, 0xff, 0x0f)
  expect(() => createUnpacker(EVENTS).unpack(bytes)).toThrow(BadFrame)
})
