/** The windows that live at a place in the trace, and what waits in their queues. */
import type { MessageRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { createFlights, type Flight } from '../../electron/trace/flights.ts'
import { createFollower } from './fold.ts'
import { hasEnded } from './lives.ts'
import { createSpans } from './spans.ts'

export interface WindowQueue {
  readonly window: string
  readonly participant: string
  /** Posted and not taken yet, in the order of their posts. */
  readonly waiting: readonly MessageRecord[]
}

/** From its post to its receipt, or to where that is missing or its window is gone. */
export const FLIGHT_ENDS = {
  first: ({ posted }: Flight) => posted,
  last: ({ received, lost, died }: Flight) => received ?? lost ?? died,
}

/** Follows a trace, and tells of each place in it. */
export function createQueues(): (records: readonly TraceRecord[], cursor: number) => WindowQueue[] {
  const messages = createFlights()
  const flights = createSpans(messages.flights, FLIGHT_ENDS)
  const follow = createFollower([messages, flights])
  return (records, cursor) => {
    follow(records)
    const owners = new Map<string, string>()
    for (const { index, record } of messages.windows) {
      if (index > cursor) break
      if (record.event === 'created') owners.set(record.window, record.participant)
      else owners.delete(record.window)
    }
    const under = flights
      .between(cursor, cursor)
      .filter(({ lost, died, received }) => lost === null && (received ?? died ?? Number.POSITIVE_INFINITY) > cursor)
    // With a process go its windows, whether or not it has destroyed them.
    const living = [...owners].filter(([, participant]) => !hasEnded(records, participant, cursor))
    return living.map(([window, participant]) => ({
      window,
      participant,
      waiting: under.filter(({ message }) => message.window === window).map(({ message }) => message),
    }))
  }
}
