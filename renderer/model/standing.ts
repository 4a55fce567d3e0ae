/** Where each participant stands in the scenario's source. */
import type { ParticipantState, RunState } from '../../electron/contract/service.ts'
import type { CallRecord, DataRecord, SourcePosition, TraceRecord } from '../../electron/contract/trace.ts'
import type { CastMember } from '../../electron/trace/cast.ts'
import { haltedInTurn } from '../../electron/trace/turns.ts'
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
const lines = following(
  createPlacesByKey(['call', 'data'], (record) => (hasLine(record) ? record.participant : null)),
)

/** The place of the last of them up to another one; -1 where there is none. */
const lastPlace = (records: readonly TraceRecord[], participant: string, cursor: number): number =>
  lines(records).of(participant)?.upTo(cursor) ?? -1

function lastLine(records: readonly TraceRecord[], participant: string, cursor: number): number | null {
  const step = records[lastPlace(records, participant, cursor)]
  return step && hasLine(step) ? step.source.line : null
}

/**
 * Whose line is kept in sight, of several that run the same program: of whoever makes the next step, as long as one of them
 * can, and else of who has made the last one. Who has ended stands nowhere. Undefined where nobody has made one.
 */
export function followedOf(
  records: readonly TraceRecord[],
  members: readonly Pick<CastMember, 'id'>[],
  state: RunState | null,
  cursor: number | null,
): string | undefined {
  const live = cursor === null ? (state?.participants ?? []) : []
  const [next] = haltedInTurn(live.filter(({ id }) => members.some((member) => member.id === id)))
  if (next) return next.id
  const standing = members.filter(({ id }) => !live.some((each) => each.id === id && each.phase === 'ended'))
  const placeOf = ({ id }: Pick<CastMember, 'id'>) => lastPlace(records, id, cursor ?? records.length - 1)
  const [last] = standing.toSorted((a, b) => placeOf(b) - placeOf(a))
  return last && placeOf(last) >= 0 ? last.id : undefined
}

const sourced = following(createPlaces(['call', 'data'], hasLine))

/** The scenario's file, as the first step tells it that has a line; undefined before there is one. */
export function fileIn(records: readonly TraceRecord[]): string | undefined {
  const step = records[sourced(records).all[0] ?? -1]
  return step && hasLine(step) ? step.source.file : undefined
}
