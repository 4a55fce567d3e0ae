/** The way of each message, from its post to its receipt. */
import type { MessageRecord, TraceRecord } from '../contract/trace.ts'

export interface Flight {
  readonly message: MessageRecord
  readonly posted: number
  /** Null while it waits in the queue. */
  received: number | null
  /** Whose window it was posted to; null when nobody of the run has it. */
  readonly to: string | null
}

const sameMessage = (a: MessageRecord, b: MessageRecord) =>
  a.window === b.window && a.id === b.id && a.mp1 === b.mp1 && a.mp2 === b.mp2

/** Queues are first in, first out: a receipt belongs to the first post like it that is still under way. */
export function flightsOf(records: readonly TraceRecord[]): Flight[] {
  const owners = new Map<string, string>()
  const flights: Flight[] = []
  let open: Flight[] = []
  records.forEach((record, index) => {
    if (record.kind === 'window' && record.event === 'created') owners.set(record.window, record.participant)
    if (record.kind !== 'message') return
    if (record.phase === 'posted') {
      const flight = { message: record, posted: index, received: null, to: owners.get(record.window) ?? null }
      flights.push(flight)
      open.push(flight)
      return
    }
    const flight = open.find(({ message }) => sameMessage(message, record))
    if (!flight) return
    flight.received = index
    open = open.filter((candidate) => candidate !== flight)
  })
  return flights
}
