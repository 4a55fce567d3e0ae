/** Merges the participants' records into one stream in the order of their times. */
import type { TraceRecord } from '../contract/trace.ts'
import type { UsageChange } from './usage.ts'

export type Unmerged = TraceRecord | UsageChange

/** When a record stands in the stream: a call stands where it ended, when its result was known. */
export const timeOf = (record: Unmerged): number => (record.kind === 'call' ? record.end : record.t)

export interface Merger {
  add(records: Unmerged[]): void
  /** Emits all that is left. */
  flush(): void
}

/**
 * A record is held back for `hold` milliseconds, in which an earlier one of another process may still arrive.
 * `elapsed` tells the nanoseconds since the start of the run.
 */
export function createMerger(hold: number, elapsed: () => number, emit: (records: Unmerged[]) => void): Merger {
  let waiting: Unmerged[] = []
  let scheduled: NodeJS.Timeout | null = null

  function emitUntil(limit: number) {
    waiting.sort((a, b) => timeOf(a) - timeOf(b))
    const late = waiting.findIndex((record) => timeOf(record) > limit)
    const ready = late < 0 ? waiting : waiting.slice(0, late)
    waiting = late < 0 ? [] : waiting.slice(late)
    if (ready.length > 0) emit(ready)
  }
  function schedule() {
    scheduled ??= setTimeout(() => {
      scheduled = null
      emitUntil(elapsed() - hold * 1e6)
      if (waiting.length > 0) schedule()
    }, hold)
  }
  return {
    add(records) {
      waiting.push(...records)
      schedule()
    },
    flush() {
      if (scheduled) clearTimeout(scheduled)
      scheduled = null
      emitUntil(Number.POSITIVE_INFINITY)
    },
  }
}
