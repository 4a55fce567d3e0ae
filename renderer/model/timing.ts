/** A request's life in segments, for the bar at the bottom. */
import type { RequestTiming } from '../../electron/contract/trace.ts'

export interface Moment {
  readonly name: string
  /** The participant who was told by it or did it; null for what became of the memory. */
  readonly by: string | null
  /** Nanoseconds since its allocation. */
  readonly at: number
}

/** What has happened to the request at `until` (nanoseconds since the start of the run), in the order it happened. */
export function momentsOf(request: RequestTiming, until: number): Moment[] {
  const from = request.allocated ?? 0
  const [asker = null, answerer = null] = Object.keys(request.freed)
  const moments: [string, string | null, number | null | undefined][] = [
    ['allocated', null, request.allocated],
    ['given', null, request.given],
    ['posted', asker, request.posted],
    ['received', answerer, request.received],
    ['acknowledged', asker, request.acknowledged],
    ['replied', asker, request.replied],
    ['given up', asker, request.givenUp],
    ['late answer', asker, request.late],
    ...Object.entries(request.freed).map(([who, at]): [string, string, number | null] => [`${who} freed`, who, at]),
  ]
  return moments
    .flatMap(([name, by, at]) => (at == null || at > until ? [] : [{ name, by, at: at - from }]))
    .sort((a, b) => a.at - b.at)
}

/** Whether the one who asked has let go of the request without ever waiting for a sign of life. */
export const unacknowledged = ({ freed, posted, acknowledged }: RequestTiming) =>
  posted !== null && acknowledged === null && Object.values(freed)[0] != null
