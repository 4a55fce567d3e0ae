/**
 * A call and the kernel calls in it, packed field by field: they are most of what a run tells. Unpacked, each field has
 * the type that it should have, whoever has written the bytes.
 */
import type { ParticipantEvent } from '../contract/participant.ts'
import type { CallRecord, KernelCall } from '../contract/trace.ts'
import { BadFrame, oneOf, type Parts, type ReadParts } from './parts.ts'
import { packPosition, packSource, unpackPosition, unpackSource } from './places.ts'

export type CallEvent = ParticipantEvent & { kind: 'call' }
type Scalar = CallEvent['args'][string]
/** What both have. */
type Call = Omit<CallEvent, 'position'> & Omit<CallRecord, 'participant' | 'source'>

const APIS = ['os2', 'winapi', 'crt'] as const

/** Which of a call's fields are there. */
const HAS = { ok: 1, isOk: 2, undocumented: 4, object: 8, place: 16, held: 32 }
/** Which of a kernel call's. */
const INNER = { errno: 1, pid: 2 }

/** A field that is packed nowhere. */
type Missing =
  | Exclude<
      keyof CallEvent | keyof CallRecord,
      | 'kind'
      | 'api'
      | 'name'
      | 'args'
      | 'result'
      | 'start'
      | 'end'
      | 'kernel'
      | 'object'
      | 'held'
      | 'position'
      | 'participant'
      | 'source'
    >
  | Exclude<keyof CallEvent['result'], 'code' | 'name' | 'ok' | 'undocumented'>
  | Exclude<keyof KernelCall, 'name' | 'args' | 'result' | 'errno' | 'start' | 'end' | 'pid'>
/** Nothing, once there is such a field: then this does not compile before the field is packed. */
type Whole<C> = [Missing] extends [never] ? C : never

function packKernelCall(parts: Parts, { name, args, result, errno, start, end, pid }: KernelCall) {
  parts.flags((errno ? INNER.errno : 0) | (pid === undefined ? 0 : INNER.pid))
  parts.text(name)
  parts.count(args.length)
  for (const value of args) parts.any(value)
  parts.text(result)
  parts.double(start)
  parts.double(end)
  if (errno) {
    parts.double(errno.code)
    parts.text(errno.name)
  }
  if (pid !== undefined) parts.double(pid)
}

/** By their names. */
export function packArgs(parts: Parts, args: CallEvent['args']): void {
  const keys = Object.keys(args)
  parts.count(keys.length)
  for (const key of keys) {
    parts.text(key)
    parts.any(args[key])
  }
}

function packCall(parts: Parts, call: Call, hasPlace: boolean) {
  const { api, name, args, result, start, end, kernel, object, held } = call
  parts.flags(
    (result.ok === undefined ? 0 : HAS.ok) |
      (result.ok ? HAS.isOk : 0) |
      (result.undocumented === undefined ? 0 : HAS.undocumented) |
      (object === undefined ? 0 : HAS.object) |
      (held === undefined ? 0 : HAS.held) |
      (hasPlace ? HAS.place : 0),
  )
  parts.flags(APIS.indexOf(api))
  parts.text(name)
  packArgs(parts, args)
  parts.double(result.code)
  parts.text(result.name)
  if (result.undocumented !== undefined) parts.text(result.undocumented)
  if (object !== undefined) parts.text(object)
  parts.double(start)
  parts.double(end)
  if (held !== undefined) parts.double(held)
  parts.count(kernel.length)
  for (const inner of kernel) packKernelCall(parts, inner)
}

export function packCallEvent(parts: Parts, event: Whole<CallEvent>): void {
  const { position } = event
  packCall(parts, event, position !== null)
  if (position) packPosition(parts, position)
}

export function packCallRecord(parts: Parts, record: Whole<CallRecord>): void {
  const { participant, source } = record
  packCall(parts, record, source !== undefined)
  parts.text(participant)
  if (source) packSource(parts, source)
}

function scalar(parts: ReadParts): Scalar {
  const value = parts.any()
  if (typeof value === 'object' && value !== null) throw new BadFrame('an argument is no scalar')
  // JSON has no such numbers, and the contract none either.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return value as Scalar
}

function unpackKernelCall(parts: ReadParts): KernelCall {
  const flags = parts.flags()
  const name = parts.text()
  const args: Scalar[] = []
  for (let left = parts.count(); left > 0; left -= 1) args.push(scalar(parts))
  const result = parts.text()
  const start = parts.double()
  const end = parts.double()
  const errno = flags & INNER.errno ? { code: parts.double(), name: parts.text() } : null
  const inner: KernelCall = { name, args, result, errno, start, end }
  if (flags & INNER.pid) inner.pid = parts.double()
  return inner
}

export function unpackArgs(parts: ReadParts): CallEvent['args'] {
  const args: CallEvent['args'] = {}
  for (let left = parts.count(); left > 0; left -= 1) {
    const key = parts.fieldName()
    args[key] = scalar(parts)
  }
  return args
}

function unpackResult(parts: ReadParts, flags: number): CallEvent['result'] {
  const result: CallEvent['result'] = { code: parts.double(), name: parts.text() }
  if (flags & HAS.ok) result.ok = (flags & HAS.isOk) !== 0
  if (flags & HAS.undocumented) result.undocumented = parts.text()
  return result
}

function unpackKernel(parts: ReadParts): KernelCall[] {
  const kernel: KernelCall[] = []
  for (let left = parts.count(); left > 0; left -= 1) kernel.push(unpackKernelCall(parts))
  return kernel
}

/** What both have, and an object where there is one. */
function unpackFields(parts: ReadParts, flags: number) {
  const api = oneOf(APIS, parts.flags())
  const name = parts.text()
  const args = unpackArgs(parts)
  const result = unpackResult(parts, flags)
  const object = flags & HAS.object ? parts.text() : undefined
  const start = parts.double()
  const end = parts.double()
  const held = flags & HAS.held ? parts.double() : undefined
  return { api, name, args, result, object, start, end, held, kernel: unpackKernel(parts) }
}

/** The fields stand in the same order in every one, so that all share a hidden class. */
export function unpackCallEvent(parts: ReadParts): CallEvent {
  const flags = parts.flags()
  const { api, name, args, result, object, start, end, held, kernel } = unpackFields(parts, flags)
  const position = flags & HAS.place ? unpackPosition(parts) : null
  const event: CallEvent = { kind: 'call', api, name, args, result, start, end, kernel, position }
  if (object !== undefined) event.object = object
  if (held !== undefined) event.held = held
  return event
}

export function unpackCallRecord(parts: ReadParts): CallRecord {
  const flags = parts.flags()
  const { api, name, args, result, object, start, end, held, kernel } = unpackFields(parts, flags)
  const participant = parts.text()
  const record: CallRecord = { kind: 'call', api, name, args, result, participant, start, end, kernel }
  if (object !== undefined) record.object = object
  if (held !== undefined) record.held = held
  if (flags & HAS.place) record.source = unpackSource(parts)
  return record
}
