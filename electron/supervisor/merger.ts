/** Merges the participants' records into one stream in the order of their times. */
import type { TraceRecord } from '../contract/trace.ts'
import { timeOf } from '../trace/order.ts'
import type { UsageChange } from './usage.ts'

export type Unmerged = TraceRecord | UsageChange

/** How often records are looked through, in milliseconds. */
const TICK = 10

export interface Merger {
  /** From now on this source may tell something, in the order of its own times, but nothing while it `rests`. */
  begin(source: string, rests?: () => boolean): void
  /** It tells nothing any more. */
  end(source: string): void
  /** Of a source that has begun, or of the supervisor itself. */
  add(records: Unmerged[], source?: string): void
  /** It tells nothing any more that has happened until this time. */
  caughtUp(source: string, time: number): void
  /**
   * Calls back once all that has been added so far, and stands at this moment or before it, has been emitted. Whoever has
   * told nothing since is asked to catch up.
   */
  after(time: number, callback: () => void): void
  /** Emits all that is left. */
  flush(): void
}

/**
 * A record is held back until every source has told something later, but no longer than about `hold` milliseconds, in which an
 * earlier one may still arrive of a source that has been silent. `elapsed` tells the nanoseconds since the start of the run.
 * Time in which this process itself stood still is no time in which it could have heard of anything: it does not count.
 * `ask` asks a source up to when it has told everything.
 */
export function createMerger(
  hold: number,
  elapsed: () => number,
  emit: (records: Unmerged[]) => void,
  ask: (source: string) => void = () => {},
): Merger {
  let waiting: Unmerged[] = []
  let scheduled: NodeJS.Timeout | null = null
  let listeners: { time: number; callback: () => void }[] = []
  /** Up to when each source has told what it has done. */
  const heard = new Map<string, number>()
  const resting = new Map<string, () => boolean>()

  /** Nothing earlier will come any more, as far as the sources themselves tell. */
  function toldUntil(): number {
    if (heard.size === 0) return 0
    const times = [...heard].map(([source, time]) => (resting.get(source)?.() ? Number.POSITIVE_INFINITY : time))
    return Math.min(...times)
  }
  function hear(source: string, time: number) {
    const until = heard.get(source)
    // Nobody has told what is still to come.
    if (until !== undefined) heard.set(source, Math.max(until, Math.min(time, elapsed())))
  }
  /** Up to when each source had told everything as it was asked last: it is not asked again before it tells more. */
  const asked = new Map<string, number>()
  let isDue = false
  /** Not before the whole of what a source has told at once is heard: what it tells last may belong before others' records. */
  function lookSoon() {
    if (isDue || listeners.length === 0) return
    isDue = true
    queueMicrotask(() => {
      isDue = false
      emitUntil(limit())
      const latest = Math.max(0, ...listeners.map(({ time }) => time))
      for (const [source, until] of heard) if (until < latest) askOnce(source, until)
    })
  }
  function askOnce(source: string, until: number) {
    if (asked.get(source) === until || resting.get(source)?.()) return
    asked.set(source, until)
    ask(source)
  }
  /** When it has begun to listen for each of the latest ticks, of which there are `ticks` in a hold. */
  let listened: number[] = []
  const ticks = Math.ceil(hold / TICK)
  function patientUntil() {
    const [since] = listened
    if (since === undefined || listened.length < ticks) return Number.NEGATIVE_INFINITY
    return Math.min(elapsed() - hold * 1e6, since)
  }
  const limit = () => Math.max(patientUntil(), toldUntil())

  function emitUntil(limit: number) {
    waiting.sort((a, b) => timeOf(a) - timeOf(b))
    const late = waiting.findIndex((record) => timeOf(record) > limit)
    const ready = late < 0 ? waiting : waiting.slice(0, late)
    waiting = late < 0 ? [] : waiting.slice(late)
    if (ready.length > 0) emit(ready)
    callBack()
  }
  function callBack() {
    const isEmitted = ({ time }: { time: number }) => waiting.every((record) => timeOf(record) > time)
    const due = listeners.filter(isEmitted)
    listeners = listeners.filter((listener) => !due.includes(listener))
    for (const { callback } of due) callback()
  }
  function schedule() {
    if (scheduled) return
    listened = [...listened, elapsed()].slice(-ticks)
    scheduled = setTimeout(() => {
      scheduled = null
      emitUntil(limit())
      if (waiting.length > 0) schedule()
      else listened = []
    }, TICK)
  }
  return {
    begin(source, rests = () => false) {
      heard.set(source, 0)
      resting.set(source, rests)
    },
    end: (source) => heard.delete(source),
    add(records, source) {
      waiting.push(...records)
      const last = records.at(-1)
      if (source !== undefined && last) hear(source, timeOf(last))
      schedule()
    },
    caughtUp(source, time) {
      hear(source, time)
      lookSoon()
    },
    after(time, callback) {
      listeners.push({ time, callback })
      callBack()
      lookSoon()
    },
    flush() {
      if (scheduled) clearTimeout(scheduled)
      scheduled = null
      listened = []
      emitUntil(Number.POSITIVE_INFINITY)
    },
  }
}
