/** A request's life in segments, for the bar at the bottom. */
import type { RequestTiming } from '../../electron/contract/trace.ts'

export interface Moment {
  readonly name: string
  readonly by: 'client' | 'server' | 'memory'
  /** Nanoseconds since its allocation. */
  readonly at: number
}

/** What has happened to the request at `until` (nanoseconds since the start of the run), in the order it happened. */
export function momentsOf(request: RequestTiming, until: number): Moment[] {
  const from = request.allocated ?? 0
  const moments: [string, Moment['by'], number | null | undefined][] = [
    ['allocated', 'memory', request.allocated],
    ['given', 'memory', request.given],
    ['posted', 'client', request.posted],
    ['received', 'server', request.received],
    ['acknowledged', 'client', request.acknowledged],
    ['replied', 'client', request.replied],
    ['given up', 'client', request.givenUp],
    ['late answer', 'client', request.late],
    ['client freed', 'client', request.freed.client],
    ['server freed', 'server', request.freed.server],
  ]
  return moments
    .flatMap(([name, by, at]) => (at == null || at > until ? [] : [{ name, by, at: at - from }]))
    .sort((a, b) => a.at - b.at)
}

/** Whether the client has let go of the request without ever waiting for a sign of life. */
export const unacknowledged = ({ freed, posted, acknowledged }: RequestTiming) =>
  posted !== null && acknowledged === null && freed.client !== null
