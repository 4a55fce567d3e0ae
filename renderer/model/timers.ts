/** The timers that still run for a program: what it waits for with one, it gives up by itself. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'
import type { TimerWork } from '../vocabulary/words.ts'
import { following } from './fold.ts'
import { createPlaces } from './places.ts'

export interface Timer {
  readonly participant: string
  readonly milliseconds: number
}

/** Null of what has nothing to do with timers. */
const workOf = (record: TraceRecord | undefined): TimerWork | null =>
  record?.kind === 'call' && !hasFailed(record) ? (wordsOf(record)?.timer?.(record) ?? null) : null

const places = following(createPlaces((record) => workOf(record) !== null))

/** That of them all which was started last and is not stopped yet; null where there is none. */
export function runningTimer(records: readonly TraceRecord[]): Timer | null {
  const stopped = new Set<string>()
  for (const place of places(records).all.toReversed()) {
    const call = records[place]
    const work = workOf(call)
    if (call?.kind !== 'call' || !work) continue
    const { participant } = call
    const timer = `${participant} ${work.id}`
    if (work.milliseconds === undefined) stopped.add(timer)
    else if (!stopped.has(timer)) return { participant, milliseconds: work.milliseconds }
  }
  return null
}
