/** Whether a record is like a pattern, and what stands where in it. */
import type { TraceRecord } from '../contract/trace.ts'
import type { Place, RecordPattern } from './exchange-pattern.ts'

type Value = string | number | boolean | null | undefined

/** Undefined where the record has no such place. */
export function valueAt(record: TraceRecord, place: Place): Value {
  const [where = '', name = ''] = place.split('.')
  if (where === 'args') return record.kind === 'call' ? record.args[name] : undefined
  if (where === 'fields') {
    const structure = record.kind === 'data' ? record.structure : undefined
    return structure?.fields.find((field) => field.name === name)?.value
  }
  return (record as unknown as Record<string, Value>)[where]
}

/** Of a call when it began: it may have waited. */
export const beganAt = (record: TraceRecord): number => (record.kind === 'call' ? record.start : record.t)

const NAMESPACE = /^(?:Global|Local)\\/

const isNamed = (object: string, name: string | undefined) =>
  name === undefined || object.replace(NAMESPACE, '') === name

/** `program` is that of the record's participant. */
export function isLike(record: TraceRecord, pattern: RecordPattern, program: string | undefined): boolean {
  if (pattern.program !== undefined && pattern.program !== program) return false
  switch (pattern.kind) {
    case 'call': {
      if (record.kind !== 'call' || record.name !== pattern.name) return false
      if (pattern.bySystem !== undefined && pattern.bySystem !== (record.source === undefined)) return false
      const { code, ok = code === 0 } = record.result
      return pattern.fails === undefined ? ok : !ok && code === pattern.fails
    }
    case 'message':
      return record.kind === 'message' && record.name === pattern.name && record.phase === pattern.phase
    case 'data':
      return (
        record.kind === 'data' &&
        record.access === pattern.access &&
        (pattern.structure === undefined || record.structure?.name === pattern.structure)
      )
    case 'sync':
      return record.kind === 'sync' && record.event === pattern.event && isNamed(record.object, pattern.object)
    case 'object':
      return record.kind === 'object' && record.event === pattern.event && isNamed(record.object, pattern.object)
    case 'output':
      return record.kind === 'output'
    case 'note':
      return record.kind === 'note' && record.givenUp !== undefined
  }
}
