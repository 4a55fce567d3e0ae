/** Where each participant stands in the scenario's source. */
import type { ParticipantState, RunState } from '../../electron/contract/service.ts'
import type { CallRecord, DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import type { CastMember } from '../../electron/trace/cast.ts'
import { lastUpTo } from './fold.ts'
import { isStep } from './steps.ts'

export interface Standing {
  readonly participant: string
  readonly line: number
  /** What it does there: halted before the step, blocked in it, or done with it. */
  readonly phase: ParticipantState['phase']
}

/** At the end of the trace the live processes tell; in the past, and in a recording, the last step of each. */
export function standingAt(
  records: readonly TraceRecord[],
  cast: readonly Pick<CastMember, 'id'>[],
  state: RunState | null,
  cursor: number | null,
): Standing[] {
  const participants = state?.participants ?? cast.map(({ id }) => ({ id, phase: 'running' as const, call: null }))
  return participants.flatMap(({ id, phase, call }) => {
    if (cursor === null && call?.source) return [{ participant: id, line: call.source.line, phase }]
    const line = lastLine(records, id, cursor ?? records.length - 1)
    return line === null || (cursor === null && phase === 'ended')
      ? []
      : [{ participant: id, line, phase: 'running' }]
  })
}

function lastLine(records: readonly TraceRecord[], participant: string, cursor: number): number | null {
  const step = lastUpTo(
    records,
    cursor,
    (record): record is CallRecord | DataRecord =>
      isStep(record) && 'source' in record && record.source !== undefined && record.participant === participant,
  )
  return step?.record.source?.line ?? null
}
