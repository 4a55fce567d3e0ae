/**
 * The times in which nothing went on because a process was held before its step: while a person thinks, or the pace has
 * it wait. The machine has not needed them, and the run's timers stood still.
 */
import type { TraceHeader, TraceRecord } from '../../electron/contract/trace.ts'
import { countUntil, timeOf } from '../../electron/trace/order.ts'
import { wordsOf } from '../vocabulary/vocabulary.ts'
import { countBefore } from './fold.ts'
import { isStep } from './steps.ts'

/** In nanoseconds since the start of the run. */
export interface Pause {
  readonly from: number
  readonly to: number
}

/** What is told of who was held, in the header of a trace and by a live run. */
export interface Telling extends Pick<TraceHeader, 'fault' | 'tellsHeld'> {
  /** Since when somebody is held whose step has not come yet, in nanoseconds since the start of the run. */
  readonly standing?: number | undefined
}

/**
 * Of an older trace, which does not tell who was held, in nanoseconds: a program may well need less between two of its
 * steps on a busy machine.
 */
const SHORTEST = 100e6
/** So many records after the time that is looked at a call may end that began in it. */
const FAR = 500
/** Of longer stretches nobody reads each pause. */
const MOST = 20_000

/** What a participant did from one moment to another; `waits` is for somebody else, so that others may be held meanwhile. */
interface Act extends Pause {
  readonly participant: string
  readonly waits: boolean
  /** For how long it was held before, as the trace tells it; 0 in older ones. */
  readonly held: number
}

function actsOf(record: TraceRecord): Act[] {
  if (record.kind === 'call') {
    const { participant, start, end, held = 0 } = record
    return [{ participant, from: start, to: end, waits: wordsOf(record)?.waits === true, held }]
  }
  const isBegun = record.kind === 'process' && record.event === 'ready'
  if (!isStep(record) && !isBegun) return []
  const held = record.kind === 'data' ? (record.held ?? 0) : 0
  return [{ participant: record.participant, from: record.t, to: record.t, waits: false, held }]
}

/** The moments at which something happened, as stretches in order that do not touch. */
function busyIn(acts: readonly Act[], records: readonly TraceRecord[]): Pause[] {
  const points = records.map(timeOf).map((t) => ({ from: t, to: t }))
  const ends = acts.flatMap(({ from, to, waits }) =>
    waits
      ? [
          { from, to: from },
          { from: to, to },
        ]
      : [{ from, to }],
  )
  return [...points, ...ends].sort((a, b) => a.from - b.from)
}

/** Who hangs by a fault: it stands still as well, and that is the machine's time. Null for nobody. */
const hangingBy = (fault: string | undefined): string | null => /^hang:([^@]+)@/.exec(fault ?? '')?.[1] ?? null

/** Whether somebody stood between two of its steps all the time, and did not hang there. */
function isHeld(acts: readonly Act[], { from, to }: Pause, hanging: string | null): boolean {
  const participants = new Set(acts.map(({ participant }) => participant).filter((each) => each !== hanging))
  return [...participants].some((participant) => {
    const own = acts.filter((act) => act.participant === participant)
    return (
      own.every((act) => act.to <= from || act.from >= to) &&
      own.some((act) => act.to <= from) &&
      own.some((act) => act.from >= to)
    )
  })
}

/**
 * From when on, of a gap in which nothing happens, somebody is held until its end, as the trace tells it: the earliest of
 * those whose next step comes after it, or is yet to come. Undefined where nobody is.
 */
function createHeldSince(
  acts: readonly Act[],
  standing = Number.POSITIVE_INFINITY,
): (gap: Pause) => number | undefined {
  const held = acts.filter((act) => act.held > 0).sort((a, b) => a.from - b.from)
  /** The earliest among it and all that come after it. */
  const since = [...held.map((act) => act.from - act.held), standing]
  for (let at = since.length - 2; at >= 0; at -= 1)
    since[at] = Math.min(since[at] ?? 0, since[at + 1] ?? Number.POSITIVE_INFINITY)
  return ({ from, to }) => {
    const earliest = since[countBefore(held, to, (act) => act.from)]
    return earliest !== undefined && earliest < to ? Math.max(from, earliest) : undefined
  }
}

/** Those between two moments, as the trace tells them; of an older one, as far as its gaps do. */
export function pausesIn(records: readonly TraceRecord[], from: number, to: number, telling: Telling = {}): Pause[] {
  const [first, last] = [countUntil(records, from), countUntil(records, to)]
  if (last - first > MOST) return []
  const around = records.slice(Math.max(0, first - FAR), last + FAR)
  const acts = around.flatMap(actsOf)
  const heldSince = createHeldSince(acts, telling.standing)
  const hanging = hangingBy(telling.fault)
  const isGuessed = (gap: Pause) =>
    telling.tellsHeld !== true && gap.to - gap.from >= SHORTEST && isHeld(acts, gap, hanging)
  const pauses: Pause[] = []
  let before = from
  for (const { from: begins, to: ends } of busyIn(acts, around)) {
    const gap = { from: before, to: Math.min(begins, to) }
    const since = gap.to > gap.from ? heldSince(gap) : undefined
    if (since !== undefined) pauses.push({ from: since, to: gap.to })
    else if (isGuessed(gap)) pauses.push(gap)
    before = Math.max(before, ends)
    if (before >= to) break
  }
  return pauses
}

/** How much of the time from `from` to `to` was none of the machine's. */
export const heldUntil = (pauses: readonly Pause[], to: number): number =>
  pauses.reduce((sum, pause) => sum + Math.max(0, Math.min(pause.to, to) - pause.from), 0)
