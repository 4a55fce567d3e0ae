/** What was told last of a participant. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { createPlaces, createPlacesByKey } from './places.ts'

const windows = following(
  createPlacesByKey(['window'], ({ event, participant }) => (event === 'created' ? participant : null)),
)

/** The window that a participant has created last; null where it has created none. */
export function windowOf(records: readonly TraceRecord[], participant: string): string | null {
  const record = records[windows(records).of(participant)?.upTo(records.length) ?? -1]
  return record?.kind === 'window' ? record.window : null
}

const processes = following(createPlaces(['process']))

/** The place of the latest crash up to a place, as long as nothing has become of any process since; -1 where there is none. */
function crashAt(records: readonly TraceRecord[], cursor: number | null): number {
  const at = processes(records).upTo(cursor ?? records.length) ?? -1
  const record = records[at]
  return record?.kind === 'process' && record.event === 'crash' ? at : -1
}

/** Who has crashed then; null where nobody has. */
export function crashedIn(records: readonly TraceRecord[], cursor: number | null): string | null {
  const record = records[crashAt(records, cursor)]
  return record?.kind === 'process' ? record.participant : null
}
