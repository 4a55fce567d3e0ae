/** What one process has written into an object and no other one has read since: until then it has not done its work. */
import type { DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { hasEnded } from './lives.ts'
import type { SharedObject } from './objects.ts'
import { createPlacesByKey } from './places.ts'
import type { Place } from './safety.ts'

export interface Unread {
  readonly writer: string
  /** Who is to read it; null where it may be one of several. */
  readonly reader: string | null
}

const touches = following(createPlacesByKey((record) => (record.kind === 'data' ? record.object : null)))

/** Of an object, the latest touch first. */
function* touchesBefore(records: readonly TraceRecord[], { name, first }: SharedObject, cursor: number) {
  const places = touches(records).of(name)
  for (let at = places?.upTo(cursor); at !== undefined && at >= first; at = places?.upTo(at - 1)) {
    const record = records[at]
    if (record?.kind === 'data') yield record
  }
}

/** The latest write, unless somebody else has read since. */
function latestWrite(records: readonly TraceRecord[], object: SharedObject, cursor: number): DataRecord | null {
  const readers = new Set<string>()
  for (const touch of touchesBefore(records, object, cursor)) {
    if (touch.access === 'read') readers.add(touch.participant)
    else {
      readers.delete(touch.participant)
      return readers.size === 0 ? touch : null
    }
  }
  return null
}

/** Where several could be meant, those that run another program than the writer: equals ask nothing of each other. */
function meantBy(writer: string, cast: Place['cast']): Place['cast'] {
  const program = cast.find(({ id }) => id === writer)?.program
  const others = cast.filter(({ id }) => id !== writer)
  return others.length > 1 ? others.filter((other) => other.program !== program) : others
}

/** Null where everything has been read, or nobody is left to read it. What others' programs do no call tells. */
export function unreadAt(object: SharedObject, { records, cursor, cast }: Place): Unread | null {
  const write = latestWrite(records, object, cursor)
  if (write === null || cast.some(({ external }) => external)) return null
  const writer = write.participant
  const meant = meantBy(writer, cast)
  if (!meant.some(({ id }) => !hasEnded(records, id, cursor))) return null
  const [reader = null, ...more] = meant
  return { writer, reader: more.length > 0 ? null : (reader?.id ?? null) }
}
