/** An exchange's life in segments, for the bar at the bottom. */
import type { Exchange } from '../../electron/trace/exchanges.ts'

export interface Segment {
  readonly name: string
  /** The participant who was told by it or did it; null for what became of the memory. */
  readonly by: string | null
  /** Nanoseconds since its first moment. */
  readonly at: number
}

/** What has happened in the exchange at `until` (nanoseconds since the start of the run), in the order it happened. */
export function segmentsOf({ moments }: Exchange, until: number): Segment[] {
  const from = moments[0]?.t ?? 0
  return moments.flatMap(({ name, by, t }) => (t > until ? [] : [{ name, by, at: t - from }]))
}
