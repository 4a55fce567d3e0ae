/** Messages that were taken before their posts returned: a call stands where it ends, and so below what came of it. */
import type { MessageRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { type Flight, flightsOf } from '../../electron/trace/flights.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'
import { countBefore } from './fold.ts'
import { foreignIn } from './foreign.ts'

/** The receipt of what the call at a place has posted, where it comes before the call's end; null where it does not. */
function receiptWithin(
  records: readonly TraceRecord[],
  index: number,
  flights: readonly Flight[],
): MessageRecord | null {
  const call = records[index]
  if (call?.kind !== 'call' || wordsOf(call)?.message !== 'posted' || hasFailed(call)) return null
  for (let at = countBefore(flights, index, ({ posted }) => posted) - 1; at >= 0; at -= 1) {
    const flight = flights[at]
    if (!flight || flight.message.t < call.start) return null
    if (flight.message.participant !== call.participant) continue
    const receipt = records[flight.received ?? index]
    return receipt?.kind === 'message' && receipt.t < call.end ? receipt : null
  }
  return null
}

/** Who had taken the message before the post at a place returned; null where nobody had. */
export const takerBeforeReturn = (records: readonly TraceRecord[], index: number): string | null =>
  receiptWithin(records, index, foreignIn(records).flights)?.participant ?? null

/** Whether that has happened anywhere in a run. */
export function hasEarlyReceipts(records: readonly TraceRecord[]): boolean {
  const flights = flightsOf(records)
  return records.some((_, index) => receiptWithin(records, index, flights) !== null)
}
