/** The way of each message, from its post to its receipt. */
import type { MessageRecord, TraceRecord } from '../contract/trace.ts'
import { missingAt } from './kept.ts'
import { createUndo } from './undo.ts'

export interface Flight {
  readonly message: MessageRecord
  readonly posted: number
  /** Null while it waits in the queue. */
  received: number | null
  /** Where records are missing before its receipt, so that what became of it is not known; null where they are not. */
  lost: number | null
  /** Where its window went away while it waited, so that nobody takes it any more; null where it did not. */
  died: number | null
  /** Whose window it was posted to. Of a window that nobody of the run has, whoever received it; null before that. */
  to: string | null
}

type WindowRecord = Extract<TraceRecord, { kind: 'window' }>

export interface Flights {
  /** In the order of their posts, those that are lost among them. */
  readonly flights: readonly Flight[]
  /** Received, though nobody of the run has posted them: the system, the person, or somebody outside has. */
  readonly strays: readonly { readonly index: number; readonly message: MessageRecord }[]
  /** What has become of windows, in the order of the trace. */
  readonly windows: readonly { readonly index: number; readonly record: WindowRecord }[]
  /** The kinds of records that it takes. */
  readonly kinds: readonly TraceRecord['kind'][]
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

  const strays: { index: number; message: MessageRecord }[] = []
  /** Whether what was posted before is known. */
  let known = true

  const undo = createUndo()

  /** With a window, or the process that has it, goes what waits for it. */
  function die(index: number, isGone: (flight: Flight) => boolean) {
    const gone = [...open.values()].flat().filter((flight) => flight.died === null && isGone(flight))
    for (const flight of gone) flight.died = index
    undo.at(index, () => {
      for (const flight of gone) flight.died = null
    })
  }
  function own({ event, window, participant }: WindowRecord, index: number) {
    if (event !== 'created') return die(index, ({ message }) => message.window === window)
    const before = owners.get(window)
    owners.set(window, participant)
    undo.at(index, () => (before === undefined ? owners.delete(window) : owners.set(window, before)))
  }
  function lose(index: number) {
    const lost = [...open]
    for (const [, waiting] of lost) for (const flight of waiting) flight.lost = index
    open.clear()
    const before = known
    known = false
    undo.at(index, () => {
      known = before
      for (const [key, waiting] of lost) {
        for (const flight of waiting) flight.lost = null
        open.set(key, waiting)
      }
    })
  }
  function post(message: MessageRecord, index: number) {
    const key = keyOf(message)
    const to = owners.get(message.window) ?? null
    const flight: Flight = { message, posted: index, received: null, lost: null, died: null, to }
    flights.push(flight)
    const waiting = open.get(key)
    if (waiting) waiting.push(flight)
    else open.set(key, [flight])
    undo.at(index, () => {
      flights.pop()
      const left = open.get(key)
      left?.pop()
      if (left?.length === 0) open.delete(key)
    })
  }
  function receive(message: MessageRecord, index: number) {
    const key = keyOf(message)
    const waiting = open.get(key)
    const flight = waiting?.shift()
    if (!waiting || !flight) {
      if (known) strays.push({ index, message })
      if (known) undo.at(index, () => strays.pop())
      return
    }
    const { died, to } = flight
    flight.received = index
    flight.died = null
    flight.to ??= message.participant
    if (waiting.length === 0) open.delete(key)
    undo.at(index, () => {
      Object.assign(flight, { received: null, died, to })
      waiting.unshift(flight)
      open.set(key, waiting)
    })
  }
  return {
    flights,
    strays,
    windows,
    kinds: ['message', 'window', 'process', 'note'],
    take(record, index) {
      if (record.kind === 'message') (record.phase === 'posted' ? post : receive)(record, index)
      else if (record.kind === 'window') {
        windows.push({ index, record })
        own(record, index)
      } else if (record.kind === 'process') {
        const { event, participant } = record
        if (event === 'exit' || event === 'crash') die(index, ({ to }) => to === participant)
      } else if (missingAt(record) > 0) lose(index)
    },
    cut(index) {
      while ((windows.at(-1)?.index ?? -1) >= index) windows.pop()
      undo.cut(index)
    },
  }
}

/** Those whose way is known as far as it went. */
export function flightsOf(records: readonly TraceRecord[]): Flight[] {
  const { flights, take } = createFlights()
  records.forEach(take)
  return flights.filter(({ lost }) => lost === null)
}
