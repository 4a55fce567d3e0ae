import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CallEvent } from '../contract/packed/calls.ts'
import { BadFrame } from '../contract/packed/parts.ts'
import { createUnpacker } from '../contract/packed/unpacking.ts'
import { traceEvent } from '../contract/participant.ts'
import { type CallRecord, traceRecord } from '../contract/trace.ts'
import { createPacker, type Packer } from './packing.ts'
import { decode } from './report-unpacker.ts'

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
const position = fc.option(fc.record({ file: fc.string(), line: fc.nat(), column: fc.nat() }))
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
    fc.record({ object: fc.string() }, optional),
  )
  .map(([event, rest]) => ({ ...event, ...rest }))
const event: fc.Arbitrary<CallEvent> = fc.tuple(call, position).map(([all, position]) => ({ ...all, position }))
const source = fc.record({ source: fc.record({ file: fc.string(), line: fc.nat() }) }, optional)
const record: fc.Arbitrary<CallRecord> = fc
  .tuple(call, fc.string(), source)
  .map(([all, participant, rest]) => ({ ...all, participant, ...rest }))

/** Whichever it is. */
function add(packer: Packer, call: CallEvent | CallRecord) {
  if ('participant' in call) packer.addCallRecord(call)
  else packer.addCallEvent(call)
}
const either = fc.oneof(event, record)
const contractOf = (value: unknown) =>
  typeof value === 'object' && value !== null && 'participant' in value ? traceRecord : traceEvent

test('a call comes out as it went in, among other values and over many frames', () => {
  fc.assert(
    fc.property(fc.array(fc.array(either, { maxLength: 3 }), { maxLength: 4 }), (frames) => {
      const packer = createPacker()
      const { unpack } = createUnpacker(decode)
      const out = frames.flatMap((calls) => {
        for (const call of calls) add(packer, call)
        packer.add('between')
        return unpack(packer.take())
      })
      expect(out).toEqual(frames.flatMap((calls) => [...calls, 'between']))
    }),
  )
})

test('an argument that is no finite number is told by its name', () => {
  const packer = createPacker()
  const [some] = fc.sample(event, 1)
  if (!some) throw new Error('no call')
  packer.addCallEvent({ ...some, args: { offset: Number.NaN, length: Number.NEGATIVE_INFINITY } })
  const [out] = createUnpacker(decode).unpack(packer.take())
  expect(out).toMatchObject({ args: { offset: 'NaN', length: '-Infinity' } })
  expect(traceEvent.safeParse(out)).toMatchObject({ success: true })
})

test('whatever the bytes are, a call that comes out of them is one by the contract', () => {
  const packer = createPacker()
  let calls = 0
  fc.assert(
    fc.property(either, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), (call, changes) => {
      add(packer, call)
      const bytes = Buffer.from(packer.take())
      for (const [place, value] of changes) bytes[4 + (place % (bytes.length - 4))] = value
      try {
        const values = createUnpacker(decode, () => null).unpack(bytes)
        for (const value of values.filter((each) => each !== null)) {
          calls += 1
          expect(contractOf(value).safeParse(value)).toMatchObject({ success: true })
        }
      } catch (error) {
        expect(error).toBeInstanceOf(BadFrame)
      }
    }),
    { numRuns: 4000 },
  )
  expect(calls).toBeGreaterThan(200)
})

test('who begins to read after all names are forgotten understands the rest', () => {
  const packer = createPacker()
  const calls = fc.sample(record, 4)
  const early = createUnpacker(decode)
  for (const call of calls) packer.addCallRecord(call)
  expect(early.unpack(packer.take())).toEqual(calls)
  packer.forget()
  for (const call of calls) packer.addCallRecord(call)
  const frame = packer.take()
  expect(createUnpacker(decode).unpack(frame)).toEqual(calls)
  expect(early.unpack(frame)).toEqual(calls)
})
