/** A long trace is not kept whole: where records are missing, and what that does to places in it. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'
import { placeOf } from '../../electron/trace/order.ts'

/** The place of the note that says what is missing; -1 where nothing is. */
export const gapIn = (records: readonly TraceRecord[]) => records.findIndex((record) => missingAt(record) > 0)

/** Where what stood at `index` before stands now; at the gap, when it is not kept any more. */
export function placeNow(index: number, before: readonly TraceRecord[], now: readonly TraceRecord[]): number {
  const record = before[index]
  // As a rule nothing has come before it.
  if (!record || now[index] === record) return index
  const at = placeOf(now, record)
  return at < 0 ? gapIn(now) : at
}
