/** Traces that grow, and in which records slip in or go: whatever comes of them, folds must follow. */
import * as fc from 'fast-check'
import { aCall, aCount, aMessage, someData } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'

export const CAST = ['client', 'server', 'other']
export const OBJECTS = ['0x6FFF0000', '0x6FFD0000']
export const WINDOWS = ['0x00000002', '0x00000003']

const who = fc.constantFrom(...CAST)
const object = fc.constantFrom(...OBJECTS)
const window = fc.constantFrom(...WINDOWS)
const t = fc.nat(1000)

const call = fc
  .record({ participant: who, object, start: t, took: fc.nat(20), pid: fc.integer({ min: 1, max: 3 }) })
  .chain(({ participant, object, start, took, pid }) =>
    fc.constantFrom('DosAllocSharedMem', 'DosGiveSharedMem', 'DosFreeMem', 'WinGetMsg', 'WinTerminate').map(
      (name): TraceRecord =>
        aCall(name, {
          ...{ participant, object, start, end: start + took, args: { pid, cb: 100 } },
          ...(took % 2 === 0 && { source: { file: `${participant}.ts`, line: took } }),
        }),
    ),
  )
const count = fc
  .record({ object, holders: fc.uniqueArray(who, { maxLength: 3 }), t })
  .map(({ holders, ...rest }) => aCount(holders, rest))
const message = fc
  .record({ phase: fc.constantFrom('posted' as const, 'received' as const), participant: who, window, t })
  .map(({ phase, ...rest }) => aMessage(phase, rest))
const data = fc
  .record({
    ...{ access: fc.constantFrom('read' as const, 'write' as const), participant: who, object, t },
    bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
    offset: fc.nat(20),
    reply: fc.boolean(),
  })
  .map(({ access, bytes, reply, ...rest }) => {
    const structure = reply ? { name: 'REPLY', fields: { id: rest.offset } } : undefined
    return someData(access, btoa(String.fromCharCode(...bytes)), structure, { ...rest, length: bytes.length })
  })
const windows = fc
  .record({ participant: who, window, event: fc.constantFrom('created' as const, 'destroyed' as const), t })
  .map((rest): TraceRecord => ({ kind: 'window', ...rest }))
const output = fc
  .record({ participant: who, text: fc.constantFrom('a', 'b'), t })
  .map((rest): TraceRecord => ({ kind: 'output', ...rest }))
const process = fc
  .record({ participant: who, event: fc.constantFrom('start' as const, 'crash' as const), t })
  .map((rest): TraceRecord => ({ kind: 'process', ...rest, pid: 1 + CAST.indexOf(rest.participant), code: null }))
const synchroniser = fc
  .record({ participant: who, object, t })
  .map((rest): TraceRecord => ({ kind: 'object', ...rest, type: 'event', event: 'created' }))
const missing = t.map(
  (t): TraceRecord => ({
    ...{ kind: 'note', t, participant: null },
    text: '3 records are not kept here: a recording (--record) holds them all.',
  }),
)

const record = fc.oneof(
  ...[call, count, message, data].map((arbitrary) => ({ arbitrary, weight: 6 })),
  ...[windows, output, process, synchroniser, missing].map((arbitrary) => ({ arbitrary, weight: 1 })),
)

/** Some come, somewhere near the end or further up, and some may go there. */
const change = fc.record({
  added: fc.array(record, { maxLength: 12 }),
  back: fc.oneof({ arbitrary: fc.constant(0), weight: 3 }, { arbitrary: fc.nat(30), weight: 1 }),
  gone: fc.oneof({ arbitrary: fc.constant(0), weight: 4 }, { arbitrary: fc.nat(10), weight: 1 }),
})

/** A trace as it is at one moment after the other. */
export const changingTrace = fc.array(change, { minLength: 1, maxLength: 12 }).map((changes) => {
  let records: readonly TraceRecord[] = []
  return changes.map(({ added, back, gone }) => {
    const at = Math.max(0, records.length - back)
    records = records.toSpliced(at, gone, ...added)
    return records
  })
})
