/**
 * What the personalities record is what the contract lets through: the two are apart, as native-bridge knows nothing above
 * it, and have to be the same all the same. The types are compared when this is compiled.
 */
import { expect, expectTypeOf, test } from 'vitest'
import { type ParticipantEvent, traceEvent } from '../electron/contract/participant.ts'
import { KEYBOARD } from '../native-bridge/crt/index.ts'
import type { TraceEvent } from '../native-bridge/trace.ts'
import { nanoseconds, processId } from '../native-bridge/units.ts'
import { processObject } from '../native-bridge/uses.ts'
import { isProcess, nameInWords } from '../renderer/vocabulary/waits.ts'

/** On the wire a unit is a number like any other, and nothing is protected from being written. */
type Plain<T> = T extends number ? number : T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T

/** Of some kinds there is one type for several. */
type Of<E, K> = E extends { kind: infer Kinds } ? (K extends Kinds ? E : never) : never
type Recorded<K> = Plain<Of<TraceEvent, K>>
type Passed<K> = Plain<Of<ParticipantEvent, K>>

test('what is waited for has one name below and in the screen', () => {
  const names = [processObject(processId(7)), KEYBOARD, 'Exec']
  expect(names.map(nameInWords)).toEqual(['process 7', 'a key', 'Exec'])
  expect(names.map(isProcess)).toEqual([true, false, false])
})

test('each kind of event has one shape', () => {
  expectTypeOf<TraceEvent['kind']>().toEqualTypeOf<ParticipantEvent['kind']>()
  expectTypeOf<Recorded<'call'>>().toEqualTypeOf<Passed<'call'>>()
  expectTypeOf<Recorded<'message'>>().toEqualTypeOf<Passed<'message'>>()
  expectTypeOf<Recorded<'window'>>().toEqualTypeOf<Passed<'window'>>()
  expectTypeOf<Omit<Recorded<'usage'>, 'kernel'>>().toEqualTypeOf<Omit<Passed<'usage'>, 'kernel'>>()
  expectTypeOf<Recorded<'data'>>().toEqualTypeOf<Passed<'data'>>()
  expectTypeOf<Recorded<'object'>>().toEqualTypeOf<Passed<'object'>>()
  expectTypeOf<Recorded<'sync'>>().toEqualTypeOf<Passed<'sync'>>()
  expectTypeOf<Recorded<'output'>>().toEqualTypeOf<Passed<'output'>>()
  expectTypeOf<Recorded<'note'>>().toEqualTypeOf<Passed<'note'>>()
})

const t = nanoseconds(1)
const kernel = { name: 'shmat', args: [1], result: '0', errno: null, start: t, end: t, pid: 2 }
const position = { file: 'a.ts', line: 1, column: 2 }
const about = { object: '0x6FFF0000', t }
/** With every field there is, or this does not compile. */
const events: { [K in TraceEvent['kind']]: Required<Of<TraceEvent, K>> } = {
  call: {
    ...{ kind: 'call', api: 'os2', name: 'DosFreeMem', args: { pb: '0x6FFF0000' }, object: '0x6FFF0000', position },
    ...{
      result: { code: 0, name: 'NO_ERROR', ok: true, undocumented: 'why' },
      start: t,
      end: t,
      kernel: [kernel],
      held: t,
    },
  },
  message: {
    ...{ kind: 'message', t, phase: 'posted', window: '0x1', name: 'WM_ACK', id: 1, mp1: '0x2', mp2: '0x3' },
  },
  window: { kind: 'window', t, window: '0x1', event: 'created' },
  usage: {
    ...{ kind: 'usage', ...about, change: 'given', holder: processId(1) },
    kernel: { name: 'shm_nattch', value: 2 },
  },
  object: { kind: 'object', ...about, type: 'memory', event: 'opened' },
  sync: { kind: 'sync', ...about, event: 'abandoned' },
  data: {
    ...{ kind: 'data', ...about, access: 'read', offset: 1, length: 2, bytes: 'AAA=', text: '..', position, held: t },
    structure: { name: 'A', fields: [{ name: 'a', offset: 0, size: 1, value: 1 }], rows: [{ a: 'b' }] },
  },
  note: { kind: 'note', t, text: 'why', givenUp: 1 },
  fault: { kind: 'fault', t, text: 'why', givenUp: 1 },
  output: { kind: 'output', t, text: 'printed' },
}

test.each(Object.entries(events))('of a %s nothing is lost on its way to the supervisor', (_kind, event) => {
  expect(traceEvent.parse(event)).toEqual(event)
})
