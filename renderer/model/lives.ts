/** Which processes are there: who has ended frees and touches nothing any more. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { createPlacesByKey } from './places.ts'

const byParticipant = following(createPlacesByKey(['process'], ({ participant }) => participant))
const byPid = following(createPlacesByKey(['process'], ({ pid }) => String(pid)))

/** At a place in the trace; one that has not started yet is still to come. */
export function hasEnded(records: readonly TraceRecord[], participant: string, cursor: number): boolean {
  const last = records[byParticipant(records).of(participant)?.upTo(cursor) ?? -1]
  return last?.kind === 'process' && (last.event === 'exit' || last.event === 'crash')
}

/** Whose process has this id; null where nothing has told. */
export function participantWith(records: readonly TraceRecord[], pid: number): string | null {
  const record = records[byPid(records).of(String(pid))?.all.at(-1) ?? -1]
  return record?.kind === 'process' ? record.participant : null
}
