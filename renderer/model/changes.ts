/** What a call has done to how many hold its object: the count that was taken inside it, and the one before. */
import type { CountRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { createPlacesByKey } from './places.ts'

export interface CountChange {
  /** Null where it was made by the call, or nobody knows. */
  readonly from: number | null
  readonly to: number
  readonly holders: readonly string[]
}

const counts = following(createPlacesByKey(['count'], ({ object }) => object))

const isCount = (record: TraceRecord | undefined): record is CountRecord => record?.kind === 'count'

/** Whether a participant has come or gone between two counts. */
const moved = (before: CountRecord | null, { holders }: CountRecord, participant: string) =>
  before?.holders.includes(participant) !== holders.includes(participant)

/** Null where nothing was counted in the call. */
export function changeBy(records: readonly TraceRecord[], index: number): CountChange | null {
  const call = records[index]
  if (call?.kind !== 'call' || call.object === undefined) return null
  const own = counts(records).of(call.object)
  const inside: CountChange[] = []
  for (let at = own?.upTo(index); own && at !== undefined; at = own.upTo(at - 1)) {
    const [record, earlier] = [records[at], records[own.upTo(at - 1) ?? -1]]
    if (!isCount(record) || record.t < call.start) break
    const before = isCount(earlier) && earlier.usage > 0 ? earlier : null
    const change = { from: before?.usage ?? null, to: record.usage, holders: record.holders }
    // Others may have been counted in the same time.
    if (moved(before, record, call.participant)) return change
    inside.push(change)
  }
  return inside[0] ?? null
}
