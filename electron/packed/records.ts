/** What a run tells, as it stands in the trace: which kinds are packed field by field, and how. */
import type { TraceRecord } from '../contract/trace.ts'
import { packCallRecord, unpackCallRecord } from './calls.ts'
import { packDataRecord, unpackDataRecord } from './data.ts'
import {
  packCount,
  packMessageRecord,
  packObjectRecord,
  packSyncRecord,
  unpackCount,
  unpackMessageRecord,
  unpackObjectRecord,
  unpackSyncRecord,
} from './entries.ts'
import { TAG } from './parts.ts'
import { packedBy, readersOf, type Ways } from './ways.ts'

const ways: Ways<TraceRecord, 'kind'> = {
  call: { tag: TAG.callRecord, pack: packCallRecord, unpack: unpackCallRecord },
  message: { tag: TAG.messageRecord, pack: packMessageRecord, unpack: unpackMessageRecord },
  count: { tag: TAG.count, pack: packCount, unpack: unpackCount },
  data: { tag: TAG.dataRecord, pack: packDataRecord, unpack: unpackDataRecord },
  object: { tag: TAG.objectRecord, pack: packObjectRecord, unpack: unpackObjectRecord },
  sync: { tag: TAG.syncRecord, pack: packSyncRecord, unpack: unpackSyncRecord },
}

/** To be read with RECORDS. */
export const packRecord = packedBy<TraceRecord>(ways, ({ kind }) => kind)
export const RECORDS = readersOf(ways)
