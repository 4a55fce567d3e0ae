/** Where each participant stands in the scenario's source. */
import type { ParticipantState, RunState } from '../../electron/contract/service.ts'
import type { CallRecord, DataRecord, SourcePosition, TraceRecord } from '../../electron/contract/trace.ts'
import type { CastMember } from '../../electron/trace/cast.ts'
import { following } from './fold.ts'
import { createPlaces, createPlacesByKey } from './places.ts'
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

type Sourced = (CallRecord | DataRecord) & { readonly source: SourcePosition }

const hasLine = (record: TraceRecord): record is Sourced => isStep(record) && record.source !== undefined

/** The steps that have a line, of each participant. */
const lines = following(createPlacesByKey((record) => (hasLine(record) ? record.participant : null)))

function lastLine(records: readonly TraceRecord[], participant: string, cursor: number): number | null {
  const step = records[lines(records).of(participant)?.upTo(cursor) ?? -1]
  return step && hasLine(step) ? step.source.line : null
}

const sourced = following(createPlaces(hasLine))

/** The scenario's file, as the first step tells it that has a line; undefined before there is one. */
export function fileIn(records: readonly TraceRecord[]): string | undefined {
  const step = records[sourced(records).all[0] ?? -1]
  return step && hasLine(step) ? step.source.file : undefined
}
