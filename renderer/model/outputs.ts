/** What programs have printed, up to a place in the trace. */
import type { OutputRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { following } from './fold.ts'
import { createPlacesByKey } from './places.ts'

interface Printed {
  readonly index: number
  readonly record: OutputRecord
}

export interface Console {
  readonly participant: string
  /** How many lines it has printed; more than the latest `MOST` are not looked at one by one. */
  readonly count: number
  readonly lines: readonly Printed[]
}

const MOST = 200

const printed = following(createPlacesByKey(['output'], ({ participant }) => participant))

/** Those at a place in a trace, in the order in which something was first printed there. */
export function consolesAt(records: readonly TraceRecord[], cursor: number): Console[] {
  const places = printed(records)
  return places.keys().flatMap((participant) => {
    const own = places.of(participant)
    const count = own?.countUpTo(cursor) ?? 0
    if (!own || count === 0) return []
    const lines = own.all.slice(Math.max(0, count - MOST), count).flatMap((index) => {
      const record = records[index]
      return record?.kind === 'output' ? { index, record } : []
    })
    return { participant, count, lines }
  })
}
