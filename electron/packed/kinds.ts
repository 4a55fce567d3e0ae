/**
 * What is packed field by field, and how it is read: nearly all that a run tells. Read, each field has the type that the
 * contract gives it, whoever has written the bytes; what is packed by its names, as JSON is, has to be checked.
 */
import type { ParticipantEvent } from '../contract/participant.ts'
import type { TraceRecord } from '../contract/trace.ts'
import { packCallEvent, packCallRecord, unpackCallEvent, unpackCallRecord } from './calls.ts'
import { packDataEvent, packDataRecord, unpackDataEvent, unpackDataRecord } from './data.ts'
import {
  packCount,
  packMessageEvent,
  packMessageRecord,
  packObjectEvent,
  packObjectRecord,
  packSyncEvent,
  packSyncRecord,
  packUsage,
  unpackCount,
  unpackMessageEvent,
  unpackMessageRecord,
  unpackObjectEvent,
  unpackObjectRecord,
  unpackSyncEvent,
  unpackSyncRecord,
  unpackUsage,
} from './entries.ts'
import { type Parts, type ReadParts, TAG } from './parts.ts'

interface Way<T> {
  readonly tag: number
  /** No method: of one, what it takes would not be compared, and a field that is packed nowhere would compile. */
  readonly pack: (parts: Parts, told: T) => void
  readonly unpack: (parts: ReadParts) => T
}
/** By the kind; of a kind that is not here there are few. */
type Ways<T extends { readonly kind: string }> = { readonly [Kind in T['kind']]?: Way<T & { kind: Kind }> }

const eventWays: Ways<ParticipantEvent> = {
  call: { tag: TAG.callEvent, pack: packCallEvent, unpack: unpackCallEvent },
  message: { tag: TAG.messageEvent, pack: packMessageEvent, unpack: unpackMessageEvent },
  usage: { tag: TAG.usage, pack: packUsage, unpack: unpackUsage },
  data: { tag: TAG.dataEvent, pack: packDataEvent, unpack: unpackDataEvent },
  object: { tag: TAG.objectEvent, pack: packObjectEvent, unpack: unpackObjectEvent },
  sync: { tag: TAG.syncEvent, pack: packSyncEvent, unpack: unpackSyncEvent },
}
const recordWays: Ways<TraceRecord> = {
  call: { tag: TAG.callRecord, pack: packCallRecord, unpack: unpackCallRecord },
  message: { tag: TAG.messageRecord, pack: packMessageRecord, unpack: unpackMessageRecord },
  count: { tag: TAG.count, pack: packCount, unpack: unpackCount },
  data: { tag: TAG.dataRecord, pack: packDataRecord, unpack: unpackDataRecord },
  object: { tag: TAG.objectRecord, pack: packObjectRecord, unpack: unpackObjectRecord },
  sync: { tag: TAG.syncRecord, pack: packSyncRecord, unpack: unpackSyncRecord },
}

function packedBy<T extends { readonly kind: string }>(ways: Ways<T>) {
  const all = ways as Readonly<Record<string, Way<T> | undefined>>
  return (parts: Parts, told: T): void => {
    const way = all[told.kind]
    if (way) {
      parts.flags(way.tag)
      way.pack(parts, told)
    } else parts.any(told)
  }
}

/** As a participant tells it. */
export const packEvent = packedBy(eventWays)
/** As it stands in the trace. */
export const packRecord = packedBy(recordWays)

/** By their tags. Nobody reads both: who reads events is told no records. */
export type Readers = readonly (((parts: ReadParts) => unknown) | undefined)[]

function readersOf(ways: Readonly<Record<string, Pick<Way<unknown>, 'tag' | 'unpack'>>>): Readers {
  const readers: Way<unknown>['unpack'][] = []
  for (const { tag, unpack } of Object.values(ways)) readers[tag] = unpack
  return readers
}

/** As participants tell them. */
export const EVENTS = readersOf(eventWays)
/** As they stand in the trace. */
export const RECORDS = readersOf(recordWays)
