/** An exchange's life in segments, for the bar at the bottom. */
import type { RequestTiming } from '../../electron/contract/trace.ts'
import type { Exchange } from '../../electron/trace/exchanges.ts'
import { heldUntil, type Pause } from './pauses.ts'

export interface Segment {
  readonly name: string
  /** The participant who was told by it or did it; null for what became of the memory. */
  readonly by: string | null
  /** Nanoseconds of the machine's time since its first moment: pauses in between are none. */
  readonly at: number
}

/** What has happened in the exchange at `until` (nanoseconds since the start of the run), in the order it happened. */
export function segmentsOf({ moments }: Exchange, until: number, pauses: readonly Pause[] = []): Segment[] {
  const from = moments[0]?.t ?? 0
  return moments.flatMap(({ name, by, t }) => (t > until ? [] : [{ name, by, at: t - from - heldUntil(pauses, t) }]))
}

const others = ['id', 'ask', 'object', 'freed', 'givenUp', 'late']

/** What the outcome tells of a request whose records are not kept any more. */
export function exchangeOf(timing: RequestTiming): Exchange {
  const { id, ask, object, freed, givenUp = null, late = null } = timing
  const told = Object.entries(timing).filter(([name]) => !others.includes(name)) as [string, number | null][]
  const ends = Object.entries(freed).map(([who, t]) => [`${who} freed`, t, who] as const)
  const all = [...told, ['given up', givenUp] as const, ['late answer', late] as const, ...ends]
  const moments = all.flatMap(([name, t, by = null]) => (t === null ? [] : [{ name, by, t }]))
  return { id, title: ask, object, moments: moments.sort((a, b) => a.t - b.t) }
}
