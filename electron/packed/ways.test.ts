import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ParticipantEvent, participantReport, traceEvent } from '../contract/participant.ts'
import { type TraceRecord, traceRecord } from '../contract/trace.ts'
import type { CallEvent } from './calls.ts'
import { createPacker, type Packer } from './packing.ts'
import { BadFrame, TAG } from './parts.ts'
import { packRecord, RECORDS } from './records.ts'
import { packTold, TOLD, type Told } from './told.ts'
import { createUnpacker } from './unpacking.ts'
import type { Readers } from './ways.ts'

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
const callEvent: fc.Arbitrary<CallEvent> = fc.tuple(call, position).map(([all, position]) => ({ ...all, position }))
const source = fc.record({ source: fc.record({ file: fc.string(), line: ordinal }) }, optional)
const participant = fc.string()
const callRecord = fc
  .tuple(call, participant, source)
  .map(([all, participant, rest]) => ({ ...all, participant, ...rest }))

const hexadecimal = fc.nat().map((value) => `0x${value.toString(16).toUpperCase()}`)
const message = fc.record({
  kind: fc.constant('message' as const),
  t: time,
  phase: fc.constantFrom('posted' as const, 'received' as const),
  window: hexadecimal,
  name: fc.string(),
  id: fc.nat(),
  mp1: hexadecimal,
  mp2: hexadecimal,
})
const kernel = fc.record({ name: fc.string(), value: fc.integer() })
const usage = fc.record({
  kind: fc.constant('usage' as const),
  t: time,
  object: fc.string(),
  change: fc.constantFrom('allocated' as const, 'given', 'got', 'freed', 'left', 'seen'),
  holder: fc.nat(),
  kernel,
})
const count = fc.record({
  kind: fc.constant('count' as const),
  t: time,
  object: fc.string(),
  usage: fc.nat(),
  holders: fc.array(participant),
  kernel,
})
const object = fc.record({
  kind: fc.constant('object' as const),
  t: time,
  object: fc.string(),
  type: fc.constantFrom('memory' as const, 'event', 'mutex', 'process'),
  event: fc.constantFrom('created' as const, 'opened', 'closed', 'destroyed'),
})
const sync = fc.record({
  kind: fc.constant('sync' as const),
  t: time,
  object: fc.string(),
  event: fc.constantFrom('signalled' as const, 'reset', 'acquired', 'released', 'abandoned'),
})
const cell = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }))
const field = fc.record({ name: fc.string(), offset: fc.nat(), size: fc.nat(), value: cell })
const row = fc.dictionary(argName, cell, { noNullPrototype: true, maxKeys: 3 })
const structure = fc
  .tuple(
    fc.record({ name: fc.string(), fields: fc.array(field, { maxLength: 3 }) }),
    fc.record({ rows: fc.array(row, { maxLength: 3 }) }, optional),
  )
  .map(([all, rest]) => ({ ...all, ...rest }))
const data = fc
  .tuple(
    fc.record({
      kind: fc.constant('data' as const),
      t: time,
      object: fc.string(),
      access: fc.constantFrom('read' as const, 'write' as const),
      offset: fc.nat(),
      length: fc.nat(),
      bytes: fc.base64String(),
      text: fc.string(),
    }),
    fc.record({ structure, held: time }, optional),
  )
  .map(([all, rest]) => ({ ...all, ...rest }))
const dataRecord = fc
  .tuple(data, participant, source)
  .map(([all, participant, rest]) => ({ ...all, participant, ...rest }))
const withParticipant = <T extends object>(of: fc.Arbitrary<T>) =>
  fc.tuple(of, participant).map(([all, participant]) => ({ ...all, participant }))
const output = fc.record({ kind: fc.constant('output' as const), t: time, text: fc.string() })

const event: fc.Arbitrary<ParticipantEvent> = fc.oneof(
  callEvent,
  message,
  usage,
  object,
  sync,
  output,
  fc.tuple(data, position).map(([all, position]) => ({ ...all, position })),
)
const record: fc.Arbitrary<TraceRecord> = fc.oneof(
  callRecord,
  withParticipant(message),
  count,
  withParticipant(object),
  withParticipant(sync),
  withParticipant(output),
  dataRecord,
)
const step = fc
  .tuple(
    fc.record({
      api: fc.constantFrom('os2' as const, 'winapi', 'crt', 'memory'),
      name: fc.string(),
      args: fc.dictionary(argName, scalar, { noNullPrototype: true }),
    }),
    fc.record(
      {
        uses: fc.array(fc.record({ object: fc.string(), access: fc.constantFrom('read' as const, 'write', 'free') })),
        waits: fc.array(fc.string()),
        timeout: fc.option(fc.nat()),
      },
      optional,
    ),
  )
  .map(([all, rest]) => ({ ...all, ...rest }))
const report: fc.Arbitrary<Told> = fc.oneof(
  fc.record({ type: fc.constantFrom('halted' as const, 'blocked' as const), t: time, call: step, position }),
  fc.record({ type: fc.constant('timer-start' as const), window: fc.nat(), id: fc.nat(), milliseconds: fc.nat() }),
  fc.record({ type: fc.constant('timer-stop' as const), window: fc.nat(), id: fc.nat() }),
  fc.record({ type: fc.constant('crashed' as const), text: fc.string() }),
)

interface Shape {
  safeParse(value: unknown): { readonly success: boolean }
  readonly _zod: {
    readonly def: {
      readonly type: string
      readonly shape?: Readonly<Record<string, Shape>>
      readonly innerType?: Shape
      readonly element?: Shape
      readonly options?: readonly Shape[]
    }
  }
}
const fieldOf = (value: unknown, field: string): unknown => (value as Record<string, unknown>)[field]

/** The fields that a shape of the contract has and none of these values, by their paths. */
function unseen(shape: Shape, values: readonly unknown[], path: string): string[] {
  const { type, shape: fields = {}, innerType, element } = shape._zod.def
  const there = values.filter((value) => value !== null && value !== undefined)
  if (there.length === 0) return [path]
  if (innerType) return unseen(innerType, there, path)
  if (element) return unseen(element, there.flat(), path)
  if (type !== 'object') return []
  return Object.entries(fields).flatMap(([field, inner]) =>
    unseen(
      inner,
      there.map((value) => fieldOf(value, field)),
      `${path}.${field}`,
    ),
  )
}

/** What is packed by its names either side reads. */
const byNames: ReadonlySet<string> = new Set(['output', 'crashed'])
const between: Told = { type: 'crashed', text: 'between' }

type Some = Told | TraceRecord
const wordOf = (told: Some) => ('kind' in told ? told.kind : told.type)

/** How what a run tells is packed and read, and what it has to be. */
interface Side {
  readonly readers: Readers
  readonly arbitrary: fc.Arbitrary<Some>
  readonly create: () => Packer<Some>
  readonly contract: { safeParse(value: unknown): { readonly success: boolean } }
}
const createTold = () => createPacker(packTold) as Packer<Some>
const events: Side = { readers: TOLD, arbitrary: event, create: createTold, contract: traceEvent }
const reports: Side = { readers: TOLD, arbitrary: report, create: createTold, contract: participantReport }
const records: Side = {
  readers: RECORDS,
  arbitrary: record,
  create: () => createPacker(packRecord) as Packer<Some>,
  contract: traceRecord,
}
const sides: [string, Side][] = [
  ['as its participant tells it', events],
  ['as its participant reports where it stands', reports],
  ['as it stands in the trace', records],
]

describe.each(sides)('what a run tells, %s,', (_, { readers, arbitrary, create, contract }) => {
  test('comes out as it went in, among other values and over many frames', () => {
    fc.assert(
      fc.property(fc.array(fc.array(arbitrary, { maxLength: 3 }), { maxLength: 4 }), (frames) => {
        const packer = create()
        const { unpack } = createUnpacker(readers)
        const out = frames.flatMap((all) => {
          for (const each of all) packer.add(each)
          packer.add(between)
          return unpack(packer.take())
        })
        expect(out).toEqual(frames.flatMap((all) => [...all, between]))
      }),
    )
  })

  test('is one by the contract, whatever the bytes are that it comes out of', () => {
    const packer = create()
    let found = 0
    fc.assert(
      fc.property(arbitrary, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), (told, changes) => {
        packer.add(told)
        const bytes = Buffer.from(packer.take())
        for (const [place, value] of changes) bytes[4 + (place % (bytes.length - 4))] = value
        try {
          const values = createUnpacker(readers, () => null).unpack(bytes)
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

  test('has every field of the contract here: what is packed nowhere does not come out', () => {
    const some = fc.sample(arbitrary, 3000)
    for (const shape of (contract as unknown as Shape)._zod.def.options ?? []) {
      const own = some.filter((told) => shape.safeParse(told).success)
      // What is packed by its names needs none.
      if (own.length > 0) expect(unseen(shape, own, wordOf(own[0] as Some))).toEqual([])
    }
  })

  test('is understood by who begins to read after all names are forgotten', () => {
    const packer = create()
    const some = fc.sample(arbitrary, 4)
    const early = createUnpacker(readers)
    const addAll = () => {
      for (const each of some) packer.add(each)
    }
    addAll()
    expect(early.unpack(packer.take())).toEqual(some)
    packer.forget()
    addAll()
    const frame = packer.take()
    expect(createUnpacker(readers).unpack(frame)).toEqual(some)
    expect(early.unpack(frame)).toEqual(some)
  })

  test('is refused by who reads the other side’s', () => {
    const packer = create()
    const other = readers === TOLD ? RECORDS : TOLD
    for (const told of fc.sample(arbitrary, 30).filter((told) => !byNames.has(wordOf(told)))) {
      packer.add(told)
      expect(() => createUnpacker(other).unpack(packer.take())).toThrow(BadFrame)
    }
  })
})

test('an argument that is no finite number is told by its name', () => {
  const packer = createPacker(packTold)
  const [some] = fc.sample(callEvent, 1)
  if (!some) throw new Error('no call')
  packer.add({ ...some, args: { offset: Number.NaN, length: Number.NEGATIVE_INFINITY } })
  const [out] = createUnpacker(TOLD).unpack(packer.take())
  expect(out).toMatchObject({ args: { offset: 'NaN', length: '-Infinity' } })
  expect(traceEvent.safeParse(out)).toMatchObject({ success: true })
})

test('a count that is none is refused', () => {
  const bytes = Uint8Array.of(6, 0, 0, 0, TAG.whole, 0xff, 0xff, 0xff, 0xff, 0x0f)
  expect(() => createUnpacker(TOLD).unpack(bytes)).toThrow(BadFrame)
})
