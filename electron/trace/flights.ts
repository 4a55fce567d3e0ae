/** The way of each message, from its post to its receipt. */
import type { MessageRecord, TraceRecord } from '../contract/trace.ts'
import { missingAt } from './kept.ts'

export interface Flight {
  readonly message: MessageRecord
  readonly posted: number
  /** Null while it waits in the queue. */
  received: number | null
  /** Where records are missing before its receipt, so that what became of it is not known; null where they are not. */
  lost: number | null
  /** Whose window it was posted to; null when nobody of the run has it. */
  readonly to: string | null
}

type WindowRecord = Extract<TraceRecord, { kind: 'window' }>

export interface Flights {
  /** In the order of their posts, those that are lost among them. */
  readonly flights: readonly Flight[]
  /** What has become of windows, in the order of the trace. */
  readonly windows: readonly { readonly index: number; readonly record: WindowRecord }[]
  take(record: TraceRecord, index: number): void
  /** Forgets all that was taken from a place on. */
  cut(index: number): void
}

const keyOf = ({ window, id, mp1, mp2 }: MessageRecord) => `${window} ${id} ${mp1} ${mp2}`

/**
 * Follows messages record by record. Queues are first in, first out: a receipt belongs to the first post like it that is
 * still under way.
 */
export function createFlights(): Flights {
  const windows: { index: number; record: WindowRecord }[] = []
  const flights: Flight[] = []
  const owners = new Map<string, string>()
  const open = new Map<string, Flight[]>()

  function opened(flight: Flight) {
    const key = keyOf(flight.message)
    const waiting = open.get(key)
    if (waiting) waiting.push(flight)
    else open.set(key, [flight])
  }
  function own({ event, window, participant }: WindowRecord) {
    if (event === 'created') owners.set(window, participant)
  }
  function lose(index: number) {
    for (const waiting of open.values()) for (const flight of waiting) flight.lost = index
    open.clear()
  }
  function follow(message: MessageRecord, index: number) {
    if (message.phase === 'posted') {
      const flight = { message, posted: index, received: null, lost: null, to: owners.get(message.window) ?? null }
      flights.push(flight)
      return opened(flight)
    }
    const waiting = open.get(keyOf(message))
    const flight = waiting?.shift()
    if (flight) flight.received = index
    if (waiting?.length === 0) open.delete(keyOf(message))
  }
  return {
    flights,
    windows,
    take(record, index) {
      if (record.kind === 'message') follow(record, index)
      else if (record.kind === 'window') {
        windows.push({ index, record })
        own(record)
      } else if (missingAt(record) > 0) lose(index)
    },
    cut(index) {
      while ((windows.at(-1)?.index ?? -1) >= index) windows.pop()
      while ((flights.at(-1)?.posted ?? -1) >= index) flights.pop()
      owners.clear()
      for (const { record } of windows) own(record)
      open.clear()
      for (const flight of flights) {
        if ((flight.received ?? -1) >= index) flight.received = null
        if ((flight.lost ?? -1) >= index) flight.lost = null
        if (flight.received === null && flight.lost === null) opened(flight)
      }
    },
  }
}

/** Those whose way is known as far as it went. */
export function flightsOf(records: readonly TraceRecord[]): Flight[] {
  const { flights, take } = createFlights()
  records.forEach(take)
  return flights.filter(({ lost }) => lost === null)
}
