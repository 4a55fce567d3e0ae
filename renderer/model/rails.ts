/** The events and mutexes of a run: who owns which, which is set, who is woken by it, and who waits for it. */
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'
import { timeOf } from '../../electron/trace/order.ts'
import { createUndo } from '../../electron/trace/undo.ts'
import { hasFailed } from '../vocabulary/vocabulary.ts'
import type { SyncType } from '../vocabulary/words.ts'
import { countBefore, following, type Part } from './fold.ts'
import { createHandles, type Handles, handleWork, waitsOf } from './handles.ts'
import { createSpans } from './spans.ts'

/** A time in which a mutex was owned, or abandoned, or in which an event was set. */
export interface Stretch {
  readonly first: number
  /** Null while it lasts. */
  last: number | null
  /** When it began and ended, in nanoseconds. */
  readonly since: number
  until: number | null
  /** Of a mutex that is not abandoned. */
  readonly owner: string | null
  readonly abandoned: boolean
}

/** Something that a participant did to it, or was done to by it. */
interface Touch {
  readonly index: number
  readonly participant: string
}

export interface Wait extends Touch {
  /** When it began, in nanoseconds; `index` is where it ended. */
  readonly start: number
}

export interface Rail {
  readonly name: string
  readonly type: SyncType
  readonly first: number
  readonly column: number
  /** With which record it was destroyed or the run was over, or from which on records are missing; null while it lives. */
  last: number | null
  /** Of an event: whether it stays set until somebody resets it. */
  staysSet: boolean
  /** In their order, and none while another one lasts. */
  readonly stretches: Stretch[]
  /** Who has set the event. */
  readonly signals: Touch[]
  /** Whose wait it has ended. */
  readonly wakes: Touch[]
  readonly waits: Wait[]
}

const ENDS = { first: ({ first }: Rail) => first, last: ({ last }: Rail) => last }

export interface Rails extends Part {
  /** In the order of their first records. */
  readonly rails: readonly Rail[]
  /** Those that live at a place in the trace, and somewhere between two places. */
  at(cursor: number): Rail[]
  between(from: number, to: number): Rail[]
  /** How many places beside each other they take. */
  columns(): number
  /** Who has which handles and views. */
  readonly handles: Pick<Handles, 'heldAt'>
}

type SyncRecord = TraceRecord & { kind: 'sync' }

const typeOf = ({ event }: SyncRecord): Rail['type'] =>
  event === 'signalled' || event === 'reset' ? 'event' : 'mutex'

export function createRails(): Rails {
  const rails: Rail[] = []
  const live = new Map<string, Rail>()
  /** For each column, the latest rail in it. */
  const latest: Rail[] = []
  const handles = createHandles()
  const spans = createSpans(rails, ENDS)
  const undo = createUndo()

  function begin(name: string, type: Rail['type'], first: number): Rail {
    const free = latest.findIndex(({ last }) => last !== null && last < first)
    const column = free < 0 ? latest.length : free
    const before = latest[column]
    const rail: Rail = {
      ...{ name, type, first, column, last: null, staysSet: false },
      ...{ stretches: [], signals: [], wakes: [], waits: [] },
    }
    rails.push(rail)
    live.set(name, rail)
    latest[column] = rail
    undo.at(first, () => {
      rails.pop()
      live.delete(name)
      if (before) latest[column] = before
      else latest.length = column
    })
    return rail
  }
  function end(rail: Rail, index: number, t: number) {
    endStretch(rail, index, t)
    rail.last = index
    live.delete(rail.name)
    undo.at(index, () => {
      rail.last = null
      live.set(rail.name, rail)
    })
  }

  const lasting = ({ stretches }: Rail) => {
    const stretch = stretches.at(-1)
    return stretch?.last === null ? stretch : undefined
  }
  function endStretch(rail: Rail, index: number, t: number) {
    const stretch = lasting(rail)
    if (!stretch) return
    Object.assign(stretch, { last: index, until: t })
    undo.at(index, () => Object.assign(stretch, { last: null, until: null }))
  }
  function beginStretch(rail: Rail, index: number, t: number, owner: string | null, abandoned = false) {
    endStretch(rail, index, t)
    push(rail.stretches, { first: index, last: null, since: t, until: null, owner, abandoned }, index)
  }
  function push<T>(list: T[], item: T, index: number) {
    list.push(item)
    undo.at(index, () => list.pop())
  }

  function sync(record: SyncRecord, index: number) {
    const { object, participant, event, t } = record
    // Of a mutex that went with its owner's last handle, the owner's end is told all the same.
    if (event === 'abandoned' && !live.has(object)) return
    const rail = live.get(object) ?? begin(object, typeOf(record), index)
    if (event === 'signalled') {
      push(rail.signals, { index, participant }, index)
      if (!lasting(rail)) beginStretch(rail, index, t, null)
    } else if (event === 'acquired') beginStretch(rail, index, t, participant)
    // Who gets it after a death tells of that as well; the death itself has been seen.
    else if (event === 'abandoned' && !lasting(rail)?.abandoned) beginStretch(rail, index, t, null, true)
    else if (event === 'released' || event === 'reset') endStretch(rail, index, t)
  }

  /** Who dies as an owner leaves an abandoned mutex behind. */
  function die(participant: string, index: number, t: number) {
    for (const rail of live.values()) {
      if (lasting(rail)?.owner === participant) beginStretch(rail, index, t, null, true)
    }
    // With the last handle of all processes an object is gone.
    for (const rail of [...live.values()]) {
      const held = handles.heldAt(rail.name, index - 1)
      if (held.length === 1 && held[0]?.participant === participant) end(rail, index, t)
    }
  }

  function wait(call: CallRecord, index: number) {
    const { participant, start } = call
    const waited = waitsOf(call).map((handle) => handles.objectOf(participant, handle))
    // Of handles that were opened where records are missing, only what they brought is known.
    const names = new Set(waited.length > 0 ? [...waited, call.object] : [])
    for (const name of names) {
      const rail = live.get(name ?? '')
      if (!rail) continue
      push(rail.waits, { index, participant, start }, index)
      if (call.object === rail.name && !hasFailed(call)) takeBy(rail, call, index)
    }
  }
  /** Whether its owner has let go of it, or died with it, after a moment. */
  const freedAfter = (start: number, before: Stretch | undefined) =>
    before !== undefined && (before.abandoned ? before.since : (before.until ?? 0)) > start

  /** Who got a mutex that was free has not been woken; what an event lets through may have waited or not. */
  function takeBy(rail: Rail, { participant, start, end }: CallRecord, index: number) {
    if (rail.type === 'event' || freedAfter(start, rail.stretches.at(-2)))
      push(rail.wakes, { index, participant }, index)
    if (rail.type === 'event' && !rail.staysSet) endStretch(rail, index, end)
  }
  function stay(call: CallRecord, index: number) {
    const rail = live.get(call.object ?? '')
    if (!rail || rail.staysSet) return
    rail.staysSet = true
    undo.at(index, () => {
      rail.staysSet = false
    })
  }
  function takeCall(call: CallRecord, index: number) {
    if (handleWork(call)?.staysSet) stay(call, index)
    wait(call, index)
  }
  return {
    rails,
    handles,
    columns: () => latest.length,
    between: spans.between,
    at: (cursor) => spans.between(cursor, cursor).filter(({ last }) => last === null || last > cursor),
    kinds: ['call', 'sync', 'object', 'process', 'note', 'outcome'],
    take(record, index) {
      spans.take(record, index)
      handles.take(record, index)
      if (record.kind === 'sync') sync(record, index)
      else if (record.kind === 'call') takeCall(record, index)
      else if (record.kind === 'object' && (record.type === 'event' || record.type === 'mutex')) {
        const rail = live.get(record.object)
        if (record.event === 'destroyed') rail && end(rail, index, record.t)
        else if (record.event === 'created') {
          // What had this name before is gone, whoever was the last to have it.
          if (rail) end(rail, index, record.t)
          begin(record.object, record.type, index)
        } else if (!rail && record.event === 'opened') begin(record.object, record.type, index)
      } else if (record.kind === 'process' && (record.event === 'exit' || record.event === 'crash'))
        die(record.participant, index, record.t)
      // What Sharemem itself had open, so that no close of a participant was the last one, is gone with the run.
      else if (record.kind === 'outcome' || missingAt(record) > 0)
        for (const rail of [...live.values()]) end(rail, index, timeOf(record))
    },
    cut(index) {
      undo.cut(index)
      handles.cut(index)
      spans.cut(index)
    },
  }
}

/** What it is at a place in the trace: owned, abandoned, or set; null where nothing of it. */
export function stretchAt({ stretches }: Rail, cursor: number): Stretch | null {
  const stretch = stretches[countBefore(stretches, cursor + 1, ({ first }) => first) - 1]
  return stretch && (stretch.last === null || stretch.last > cursor) ? stretch : null
}

/** Those of its stretches that last somewhere between two places. */
export function stretchesWithin({ stretches }: Rail, from: number, to: number): readonly Stretch[] {
  const placeOf = ({ first }: Stretch) => first
  // None begins while another one lasts: only the one before may reach as far.
  return stretches.slice(
    Math.max(0, countBefore(stretches, from, placeOf) - 1),
    countBefore(stretches, to + 1, placeOf),
  )
}

/** Of the trace that is looked at: the picture and the state beside it read the same. */
export const railsOf = following(createRails())
