import fc from 'fast-check'
import { expect, test } from 'vitest'
import { traceEvent } from '../contract/participant.ts'
import type { CallEvent } from './call-packing.ts'
import { BadFrame } from './packed-parts.ts'
import { createPacker } from './packing.ts'
import { createUnpacker } from './unpacking.ts'

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
const call: fc.Arbitrary<CallEvent> = fc
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
      position,
    }),
    fc.record({ object: fc.string() }, optional),
  )
  .map(([event, rest]) => ({ ...event, ...rest }))

test('a call comes out as it went in, among other values and over many frames', () => {
  fc.assert(
    fc.property(fc.array(fc.array(call, { maxLength: 3 }), { maxLength: 4 }), (frames) => {
      const packer = createPacker()
      const { unpack } = createUnpacker()
      const out = frames.flatMap((events) => {
        for (const event of events) packer.addCall(event)
        packer.add('between')
        return unpack(packer.take())
      })
      expect(out).toEqual(frames.flatMap((events) => [...events, 'between']))
    }),
  )
})

test('an argument that is no finite number is told by its name', () => {
  const packer = createPacker()
  const [event] = fc.sample(call, 1)
  if (!event) throw new Error('no call')
  packer.addCall({ ...event, args: { offset: Number.NaN, length: Number.NEGATIVE_INFINITY } })
  const [out] = createUnpacker().unpack(packer.take())
  expect(out).toMatchObject({ args: { offset: 'NaN', length: '-Infinity' } })
  expect(traceEvent.safeParse(out)).toMatchObject({ success: true })
})

test('whatever the bytes are, a call that comes out of them is one by the contract', () => {
  const packer = createPacker()
  let calls = 0
  fc.assert(
    fc.property(call, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), (event, changes) => {
      packer.addCall(event)
      const bytes = Buffer.from(packer.take())
      for (const [place, value] of changes) bytes[4 + (place % (bytes.length - 4))] = value
      try {
        const values = createUnpacker(() => null).unpack(bytes)
        for (const value of values.filter((each) => each !== null)) {
          calls += 1
          expect(traceEvent.safeParse(value)).toMatchObject({ success: true })
        }
      } catch (error) {
        expect(error).toBeInstanceOf(BadFrame)
      }
    }),
    { numRuns: 2000 },
  )
  expect(calls).toBeGreaterThan(100)
})
