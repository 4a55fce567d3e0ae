/** The windows that live at a place in the trace, and what waits in their queues. */
import type { MessageRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { knownFlights } from './flights.ts'

export interface WindowQueue {
  readonly window: string
  readonly participant: string
  /** Posted and not taken yet, in the order of their posts. */
  readonly waiting: readonly MessageRecord[]
}

export function queuesAt(records: readonly TraceRecord[], cursor: number): WindowQueue[] {
  const owners = new Map<string, string>()
  for (const record of records.slice(0, cursor + 1)) {
    if (record.kind !== 'window') continue
    if (record.event === 'created') owners.set(record.window, record.participant)
    else owners.delete(record.window)
  }
  const under = knownFlights(records).filter(
    ({ posted, received }) => posted <= cursor && (received === null || received > cursor),
  )
  return [...owners].map(([window, participant]) => ({
    window,
    participant,
    waiting: under.filter(({ message }) => message.window === window).map(({ message }) => message),
  }))
}
