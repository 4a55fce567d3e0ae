/** The ways of the messages, as far as they are known. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { type Flight, flightsOf } from '../../electron/trace/flights.ts'
import { gapIn } from './gap.ts'

/** Where records are missing, what became of a message before them is not known, and it is left out. */
export function knownFlights(records: readonly TraceRecord[]): Flight[] {
  const gap = gapIn(records)
  if (gap < 0) return flightsOf(records)
  const before = records.slice(0, gap)
  const windows = before.filter(({ kind }) => kind === 'window')
  const shift = gap + 1 - windows.length
  const after = flightsOf([...windows, ...records.slice(gap + 1)]).map((flight) => ({
    ...flight,
    posted: flight.posted + shift,
    received: flight.received === null ? null : flight.received + shift,
  }))
  return [...flightsOf(before).filter(({ received }) => received !== null), ...after]
}
