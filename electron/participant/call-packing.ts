/**
 * A call and the kernel calls in it, packed field by field: they are most of what a run tells. Unpacked, each field has
 * the type that it should have, whoever has written the bytes.
 */
import type { ParticipantEvent } from '../contract/participant.ts'
import type { KernelCall } from '../contract/trace.ts'
import { BadFrame, type Parts, type ReadParts } from './packed-parts.ts'

export type CallEvent = ParticipantEvent & { kind: 'call' }
type Scalar = CallEvent['args'][string]

const APIS = ['os2', 'winapi', 'crt'] as const

/** Which of a call's fields are there. */
const HAS = { ok: 1, isOk: 2, undocumented: 4, object: 8, position: 16 }
/** Which of a kernel call's. */
const INNER = { errno: 1, pid: 2 }

/** A field that is packed nowhere. */
type Missing =
  | Exclude<
      keyof CallEvent,
      'kind' | 'api' | 'name' | 'args' | 'result' | 'start' | 'end' | 'kernel' | 'object' | 'position'
    >
  | Exclude<keyof CallEvent['result'], 'code' | 'name' | 'ok' | 'undocumented'>
  | Exclude<keyof KernelCall, 'name' | 'args' | 'result' | 'errno' | 'start' | 'end' | 'pid'>
/** Nothing, once there is such a field: then this does not compile before the field is packed. */
type WholeEvent = [Missing] extends [never] ? CallEvent : never

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

function flagsOf({ result, object, position }: CallEvent): number {
  return (
    (result.ok === undefined ? 0 : HAS.ok) |
    (result.ok ? HAS.isOk : 0) |
    (result.undocumented === undefined ? 0 : HAS.undocumented) |
    (object === undefined ? 0 : HAS.object) |
    (position ? HAS.position : 0)
  )
}

export function packCall(parts: Parts, event: WholeEvent): void {
  const { api, name, args, result, start, end, kernel, object, position } = event
  parts.flags(flagsOf(event))
  parts.flags(APIS.indexOf(api))
  parts.text(name)
  const keys = Object.keys(args)
  parts.count(keys.length)
  for (const key of keys) {
    parts.text(key)
    parts.any(args[key])
  }
  parts.double(result.code)
  parts.text(result.name)
  if (result.undocumented !== undefined) parts.text(result.undocumented)
  if (object !== undefined) parts.text(object)
  if (position) {
    parts.text(position.file)
    parts.count(position.line)
    parts.count(position.column)
  }
  parts.double(start)
  parts.double(end)
  parts.count(kernel.length)
  for (const inner of kernel) packKernelCall(parts, inner)
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

function unpackArgs(parts: ReadParts): CallEvent['args'] {
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

const unpackPosition = (parts: ReadParts) => ({ file: parts.text(), line: parts.count(), column: parts.count() })

export function unpackCall(parts: ReadParts): CallEvent {
  const flags = parts.flags()
  const api = APIS[parts.flags()]
  if (!api) throw new BadFrame('a call is of no known interface')
  const name = parts.text()
  const args = unpackArgs(parts)
  const result = unpackResult(parts, flags)
  const object = flags & HAS.object ? parts.text() : undefined
  const position = flags & HAS.position ? unpackPosition(parts) : null
  const start = parts.double()
  const end = parts.double()
  const kernel: KernelCall[] = []
  for (let left = parts.count(); left > 0; left -= 1) kernel.push(unpackKernelCall(parts))
  const event: CallEvent = { kind: 'call', api, name, args, result, start, end, kernel, position }
  if (object !== undefined) event.object = object
  return event
}
