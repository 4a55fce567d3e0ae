/** Makes trace records of what a participant reports: run time instead of clock time, sources instead of builds. */
import type { ParticipantEvent } from '../contract/participant.ts'
import type { CallRecord, DataRecord, KernelCall } from '../contract/trace.ts'
import type { Unmerged } from './merger.ts'
import { sourceOf } from './source-lines.ts'

type CallEvent = ParticipantEvent & { kind: 'call' }
/** A field that no record is given below. Once there is one, this does not compile. */
type Missing =
  | Exclude<keyof CallRecord, 'kind' | 'api' | 'name' | 'args' | 'result' | 'start' | 'end' | 'kernel' | 'held'>
  | Exclude<keyof KernelCall, 'name' | 'args' | 'result' | 'errno' | 'start' | 'end' | 'pid'>
type WholeRecord = Exclude<Missing, 'participant' | 'object' | 'source'> extends never ? CallRecord : never

function toKernelCall({ name, args, result, errno, start, end, pid }: KernelCall, origin: number): KernelCall {
  const inner: KernelCall = { name, args, result, errno, start: start - origin, end: end - origin }
  if (pid !== undefined) inner.pid = pid
  return inner
}

/** Field by field: there are tens of thousands, and to list fields is much faster than to spread an object. */
function toCallRecord(event: CallEvent, participant: string, origin: number): WholeRecord {
  const { kind, api, name, args, result, start, end, object, held, position } = event
  const kernel = event.kernel.map((inner) => toKernelCall(inner, origin))
  const [began, ended] = [start - origin, end - origin]
  const record: CallRecord = { kind, api, name, args, result, participant, start: began, end: ended, kernel }
  if (object !== undefined) record.object = object
  if (held !== undefined) record.held = held
  const source = sourceOf(position)
  if (source) record.source = source
  return record
}

function toDataRecord(event: ParticipantEvent & { kind: 'data' }, participant: string, origin: number): DataRecord {
  const { kind, t, object, access, offset, length, bytes, text, structure, held, position } = event
  const record: DataRecord = { kind, t: t - origin, participant, object, access, offset, length, bytes, text }
  if (structure) record.structure = structure
  if (held !== undefined) record.held = held
  const source = sourceOf(position)
  if (source) record.source = source
  return record
}

/** `origin` is the clock's time at the start of the run, in nanoseconds. The event itself may become the record. */
export function toRecord(event: ParticipantEvent, participant: string, origin: number): Unmerged {
  if (event.kind === 'call') return toCallRecord(event, participant, origin)
  if (event.kind === 'data') return toDataRecord(event, participant, origin)
  event.t -= origin
  return event.kind === 'usage' ? event : Object.assign(event, { participant })
}
