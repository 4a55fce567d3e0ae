/** What was told last of a participant. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { createPlaces, createPlacesByKey } from './places.ts'

const windows = following(
  createPlacesByKey((record) => (record.kind === 'window' && record.event === 'created' ? record.participant : null)),
)

/** The window that a participant has created last; null where it has created none. */
export function windowOf(records: readonly TraceRecord[], participant: string): string | null {
  const record = records[windows(records).of(participant)?.upTo(records.length) ?? -1]
  return record?.kind === 'window' ? record.window : null
}

const processes = following(createPlaces(({ kind }) => kind === 'process'))

/** Who has crashed up to a place, as long as nothing has become of any process since; null where nobody has. */
export function crashedIn(records: readonly TraceRecord[], cursor: number | null): string | null {
  const record = records[processes(records).upTo(cursor ?? records.length) ?? -1]
  return record?.kind === 'process' && record.event === 'crash' ? record.participant : null
}
