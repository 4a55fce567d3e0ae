/** What is drawn follows the trace record by record: a frame costs what has come with it, not what was there before. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { sameUntil } from '../../electron/trace/lineage.ts'
import { bitsOf, type Kind, kindsOf } from './kinds.ts'

export interface Part {
  /** Of all others it is told nothing; where it names none, it takes them all. */
  readonly kinds?: readonly Kind[]
  take(record: TraceRecord, index: number): void
  /** Forgets all that was taken from a place on: an earlier record has slipped in there, or some are kept no more. */
  cut(index: number): void
}

/** Brings parts up to date with a trace, whichever it is: most often one that has grown. */
export function createFollower(parts: readonly Part[]): (records: readonly TraceRecord[]) => void {
  const wanted = parts.map(({ kinds }) => bitsOf(kinds))
  const wantedByAny = wanted.reduce((all, each) => all | each, 0)
  let seen: readonly TraceRecord[] = []

  function takeFrom(same: number, records: readonly TraceRecord[]) {
    const kinds = kindsOf(records)
    for (let index = same; index < records.length; index += 1) {
      const kind = kinds[index] ?? 0
      if ((kind & wantedByAny) === 0) continue
      const record = records[index]
      if (!record) continue
      for (let at = 0; at < parts.length; at += 1) if (kind & (wanted[at] ?? 0)) parts[at]?.take(record, index)
    }
  }
  return (records) => {
    if (records === seen) return
    const same = sameUntil(seen, records)
    if (same < seen.length) for (const part of parts) part.cut(same)
    takeFrom(same, records)
    seen = records
  }
}

/** What is read of a trace, whichever it is: the part is brought up to date with it first. */
export function following<P extends Part>(part: P): (records: readonly TraceRecord[]) => P {
  const follow = createFollower([part])
  return (records) => {
    follow(records)
    return part
  }
}

/** How many of a list that is ordered by place stand before a place. */
export function countBefore<T>(list: readonly T[], index: number, placeOf: (item: T) => number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = list[middle]
    if (item !== undefined && placeOf(item) < index) low = middle + 1
    else high = middle
  }
  return low
}

/** Those of a list that is ordered by place from one place to another. */
export const within = <T>(list: readonly T[], from: number, to: number, placeOf: (item: T) => number): T[] =>
  list.slice(countBefore(list, from, placeOf), countBefore(list, to + 1, placeOf))

/** The last record up to a place that something holds of, and its place; null where there is none. */
export function lastUpTo(
  records: readonly TraceRecord[],
  cursor: number,
  holds: (record: TraceRecord) => boolean,
): { readonly record: TraceRecord; readonly index: number } | null {
  for (let index = Math.min(cursor, records.length - 1); index >= 0; index -= 1) {
    const record = records[index]
    if (record && holds(record)) return { record, index }
  }
  return null
}
