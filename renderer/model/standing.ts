/** Where each participant stands in the scenario's source. */
import type { ParticipantState, RunState } from '../../electron/contract/service.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'

export interface Standing {
  readonly participant: string
  readonly line: number
  /** What it does there: halted before the call, blocked in it, or done with it. */
  readonly phase: ParticipantState['phase']
}

/** At the end of the trace the live processes tell; in the past, the last call of each. */
export function standingAt(
  records: readonly TraceRecord[],
  state: RunState | null,
  cursor: number | null,
): Standing[] {
  // A recording has no processes, only what they have told.
  const ids = new Set(records.flatMap((record) => (record.kind === 'call' ? [record.participant] : [])))
  const participants = state?.participants ?? [...ids].map((id) => ({ id, phase: 'running' as const, call: null }))
  return participants.flatMap(({ id, phase, call }) => {
    if (cursor === null && call?.source) return [{ participant: id, line: call.source.line, phase }]
    const line = lastLine(records, id, cursor ?? records.length - 1)
    return line === null || (cursor === null && phase === 'ended')
      ? []
      : [{ participant: id, line, phase: 'running' }]
  })
}

function lastLine(records: readonly TraceRecord[], participant: string, cursor: number): number | null {
  for (let index = Math.min(cursor, records.length - 1); index >= 0; index -= 1) {
    const record = records[index]
    if (record?.kind === 'call' && record.participant === participant && record.source) return record.source.line
  }
  return null
}
