/** Who waits for an event or a mutex, in the order in which they came. */
import type { ParticipantState } from '../../electron/contract/service.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { timeOf } from '../../electron/trace/order.ts'
import { countBefore } from './fold.ts'
import type { Rail } from './rails.ts'

/** So many waits that end later are looked at: of each participant the next one is among them. */
const FAR = 500

interface Waiting {
  readonly participant: string
  readonly since: number
}

/** Whose waits go on, as the live processes tell it. */
const lasting = ({ name }: Rail, participants: readonly ParticipantState[]): Waiting[] =>
  participants.flatMap(({ id, phase, call }) =>
    phase === 'blocked' && call?.waits?.includes(name) ? [{ participant: id, since: call.since }] : [],
  )

/** At a place in the trace; null is its end, where only the live ones wait. */
export function waitersAt(
  rail: Rail,
  records: readonly TraceRecord[],
  cursor: number | null,
  participants: readonly ParticipantState[],
): string[] {
  const record = cursor === null ? undefined : records[cursor]
  const now = record ? timeOf(record) : Number.POSITIVE_INFINITY
  const from = countBefore(rail.waits, (cursor ?? records.length) + 1, ({ index }) => index)
  const ended = rail.waits
    .slice(from, from + FAR)
    .map(({ participant, start }): Waiting => ({ participant, since: start }))
  const waiting = [...ended, ...lasting(rail, participants)].filter(({ since }) => since <= now)
  return waiting.toSorted((a, b) => a.since - b.since).map(({ participant }) => participant)
}
