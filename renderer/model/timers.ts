/** The timers that still run for a program: what it waits for with one, it gives up by itself. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'
import { countBefore, following, type Part } from './fold.ts'

export interface Timer {
  readonly participant: string
  readonly milliseconds: number
}

/** A start or a stop; null is what runs after a stop. */
interface Work {
  readonly index: number
  readonly key: string
  readonly timer: Timer | null
}

function workOf(record: TraceRecord, index: number): Work | null {
  if (record.kind !== 'call' || hasFailed(record)) return null
  const work = wordsOf(record)?.timer?.(record)
  if (!work) return null
  const { participant } = record
  const { id, milliseconds } = work
  return {
    index,
    key: `${participant} ${id}`,
    timer: milliseconds === undefined ? null : { participant, milliseconds },
  }
}

const placeOf = ({ index }: Work) => index

function createTimers(): Part & { latest(): Timer | null } {
  const works: Work[] = []
  /** Those that run, in the order in which they were started. */
  const running = new Map<string, Timer>()

  function follow({ key, timer }: Work) {
    running.delete(key)
    if (timer) running.set(key, timer)
  }
  return {
    kinds: ['call'],
    take(record, index) {
      const work = workOf(record, index)
      if (!work) return
      works.push(work)
      follow(work)
    },
    cut(index) {
      const left = countBefore(works, index, placeOf)
      if (left === works.length) return
      works.length = left
      running.clear()
      for (const work of works) follow(work)
    },
    latest: () => [...running.values()].at(-1) ?? null,
  }
}

const timers = following(createTimers())

/** That of them all which was started last and is not stopped yet; null where there is none. */
export const runningTimer = (records: readonly TraceRecord[]): Timer | null => timers(records).latest()
