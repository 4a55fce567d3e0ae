/** What one process has written into an object and no other one has read since: until then it has not done its work. */
import type { DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { hasEnded } from './lives.ts'
import type { SharedObject } from './objects.ts'
import type { Place } from './place.ts'
import { createPlacesByKey } from './places.ts'

export interface Unread {
  readonly writer: string
  /** Who is to read it; null where it may be one of several. */
  readonly reader: string | null
}

const touchesOf = (access: DataRecord['access']) =>
  following(createPlacesByKey(['data'], (record) => (record.access === access ? record.object : null)))
const writes = touchesOf('write')
const reads = touchesOf('read')

const dataAt = (records: readonly TraceRecord[], index: number | undefined) => {
  const record = records[index ?? -1]
  return record?.kind === 'data' ? record : null
}

const overlap = (one: DataRecord, other: DataRecord) =>
  one.offset < other.offset + other.length && other.offset < one.offset + one.length

/** Nobody has written to it yet; false also where that is not known: it is older than the trace, or others' programs take part. */
export function isUnwritten({ name, first, created }: SharedObject, { records, cursor, cast }: Place): boolean {
  if (created === null || cast.some(({ external }) => external)) return false
  const at = writes(records).of(name)?.upTo(cursor)
  return at === undefined || at < first
}

/** The latest write, unless somebody else has read any of it since. */
function latestWrite({ records, cursor }: Place, { name, first }: SharedObject): DataRecord | null {
  const at = writes(records).of(name)?.upTo(cursor)
  const write = dataAt(records, at)
  if (at === undefined || write === null || at < first) return null
  const places = reads(records).of(name)
  for (let next = places?.after(at); next !== undefined && next <= cursor; next = places?.after(next)) {
    const read = dataAt(records, next)
    if (read && read.participant !== write.participant && overlap(read, write)) return null
  }
  return write
}

/** Where several could be meant, those that run another program than the writer: equals ask nothing of each other. */
function meantBy(writer: string, cast: Place['cast']): Place['cast'] {
  const program = cast.find(({ id }) => id === writer)?.program
  const others = cast.filter(({ id }) => id !== writer)
  return others.length > 1 ? others.filter((other) => other.program !== program) : others
}

/** Null where everything has been read, or nobody is left to read it. What others' programs do no call tells. */
export function unreadAt(object: SharedObject, place: Place): Unread | null {
  const { records, cursor, cast } = place
  const write = latestWrite(place, object)
  if (write === null || cast.some(({ external }) => external)) return null
  const { participant: writer } = write
  const left = meantBy(writer, cast).filter(({ id }) => !hasEnded(records, id, cursor))
  const [reader, ...more] = left
  if (!reader) return null
  return { writer, reader: more.length > 0 ? null : reader.id }
}
