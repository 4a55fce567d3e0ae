/** The shared memory objects of a run, each from its allocation to its destruction. */
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'
import { createUndo } from '../../electron/trace/undo.ts'
import { wordsOf } from '../vocabulary/vocabulary.ts'
import { countBefore, createFollower, type Part } from './fold.ts'
import { createSpans } from './spans.ts'

export interface Count {
  /** The count record's place in the trace. */
  readonly index: number
  readonly usage: number
  readonly holders: readonly string[]
  readonly kernel: { readonly name: string; readonly value: number }
}

interface Creation {
  readonly index: number
  readonly api: CallRecord['api']
  /** In bytes, as asked for. */
  readonly size: number
  readonly flags: string
}

/** One participant's hold of an object, between two counts; `last` is null as long as none tells that it let go. */
export interface Holding {
  readonly participant: string
  readonly first: number
  last: number | null
}

export interface SharedObject {
  /** Its address or its name. It is used again after the object is gone: an object is its name and its first record. */
  readonly name: string
  readonly first: number
  /** How many were made before it; null where records are missing, and nobody knows. */
  readonly ordinal: number | null
  /** The first record of the first one that was made with it: nobody had let go of anything between. */
  readonly together: number
  /** In which of the places beside each other it is drawn. */
  readonly column: number
  /** Null before its creation was recorded. */
  created: Creation | null
  readonly counts: Count[]
  /** In the order in which they began. */
  readonly holdings: Holding[]
  /** The record with which it was destroyed, or from which on records are missing; null while it lives. */
  last: number | null
}

export interface Objects extends Part {
  /** In the order of their first records. */
  readonly objects: readonly SharedObject[]
  /** How many places beside each other they take. */
  columns(): number
}

/** From its first record to its end. */
export const OBJECT_ENDS = { first: ({ first }: SharedObject) => first, last: ({ last }: SharedObject) => last }

type CountRecord = TraceRecord & { kind: 'count' }

export function createObjects(): Objects {
  const objects: SharedObject[] = []
  const live = new Map<string, SharedObject>()
  /** For each column, the latest object in it. */
  const latest: SharedObject[] = []
  /** Events, mutexes and processes have holders too, but no memory. */
  const others = new Set<string>()
  /** Whether it is known how many there have been. */
  let countable = true
  /** Whether somebody has let go of one since the latest was made: the next one belongs to what comes next. */
  let letGo = false
  const undo = createUndo()

  /** The first column that no living object occupies. */
  function freeColumn(first: number): number {
    const free = latest.findIndex(({ last }) => last !== null && last < first)
    return free < 0 ? latest.length : free
  }
  function begin(name: string, first: number): SharedObject {
    const column = freeColumn(first)
    const ordinal = countable ? objects.length : null
    const together = letGo ? first : (objects.at(-1)?.together ?? first)
    const object: SharedObject = {
      ...{ name, first, ordinal, together, column, created: null },
      ...{ counts: [], holdings: [], last: null },
    }
    const before = latest[column]
    const wasLetGo = letGo
    letGo = false
    objects.push(object)
    live.set(name, object)
    latest[column] = object
    undo.at(first, () => {
      objects.pop()
      live.delete(name)
      letGo = wasLetGo
      if (before) latest[column] = before
      else latest.length = column
    })
    return object
  }
  function noteLetGo(index: number) {
    if (letGo) return
    letGo = true
    undo.at(index, () => {
      letGo = false
    })
  }
  /** The object is gone, or what becomes of it is not known. */
  function end(object: SharedObject, index: number) {
    noteLetGo(index)
    object.last = index
    live.delete(object.name)
    undo.at(index, () => {
      object.last = null
      live.set(object.name, object)
    })
  }
  function hold({ counts, holdings }: SharedObject, holders: readonly string[], index: number) {
    const begun = holdings.length
    const held = counts.at(-1)?.holders ?? []
    const left = held.flatMap((participant) =>
      holders.includes(participant) ? [] : (holdings.findLast((each) => each.participant === participant) ?? []),
    )
    for (const holding of left) holding.last = index
    if (left.length > 0) noteLetGo(index)
    for (const participant of new Set(holders))
      if (!held.includes(participant)) holdings.push({ participant, first: index, last: null })
    undo.at(index, () => {
      holdings.length = begun
      for (const holding of left) holding.last = null
    })
  }
  function count({ object: name, usage, holders, kernel }: CountRecord, index: number) {
    if (others.has(name)) return
    const object = live.get(name) ?? begin(name, index)
    hold(object, holders, index)
    object.counts.push({ index, usage, holders, kernel })
    undo.at(index, () => object.counts.pop())
    if (usage === 0) end(object, index)
  }
  function create(call: CallRecord, index: number) {
    const object = live.get(call.object ?? '')
    const made = object && wordsOf(call)?.creates?.(call)
    if (!made) return
    const before = object.created
    object.created = { index, api: call.api, ...made }
    undo.at(index, () => {
      object.created = before
    })
  }
  function miss(index: number) {
    for (const object of [...live.values()]) end(object, index)
    const before = countable
    countable = false
    undo.at(index, () => {
      countable = before
    })
  }
  function ignore(name: string, index: number) {
    if (others.has(name)) return
    others.add(name)
    undo.at(index, () => others.delete(name))
  }
  return {
    objects,
    columns: () => Math.max(1, latest.length),
    kinds: ['count', 'call', 'object', 'note'],
    take(record, index) {
      if (record.kind === 'count') count(record, index)
      else if (record.kind === 'call' && record.object) create(record, index)
      else if (record.kind === 'object' && record.type !== 'memory') ignore(record.object, index)
      else if (missingAt(record) > 0) miss(index)
    },
    cut: undo.cut,
  }
}

/** The object's last count at the cursor; null before it was allocated. */
export const countAt = ({ counts }: SharedObject, cursor: number): Count | null =>
  counts[countBefore(counts, cursor + 1, ({ index }) => index) - 1] ?? null

/** Who has held it up to the cursor, in the order in which they took hold first. */
export const holdersUntil = ({ holdings }: SharedObject, cursor: number): string[] => {
  const begun = holdings.slice(
    0,
    countBefore(holdings, cursor + 1, ({ first }) => first),
  )
  return [...new Set(begun.map(({ participant }) => participant))]
}

const { objects, ...memory } = createObjects()
const spans = createSpans(objects, OBJECT_ENDS)
const follow = createFollower([memory, spans])

export const isGoneAt = (object: SharedObject, cursor: number): boolean => countAt(object, cursor)?.usage === 0

/**
 * The objects that live at the cursor, and those that are gone of the ones that were made last: what belongs to one request
 * stays until the next one makes its own.
 */
export function objectsAt(records: readonly TraceRecord[], cursor: number): SharedObject[] {
  follow(records)
  const latest = objects[countBefore(objects, cursor + 1, OBJECT_ENDS.first) - 1]
  if (!latest) return []
  return spans
    .between(latest.first, cursor)
    .filter(
      (each) =>
        each.last === null || each.last > cursor || (each.together === latest.together && isGoneAt(each, cursor)),
    )
}

/**
 * The same, and those that are gone and that something is told of all the same: the one that the step which is looked at
 * was about, and others that are asked for.
 */
export function objectsToTell(
  records: readonly TraceRecord[],
  cursor: number,
  others: readonly SharedObject[] = [],
): SharedObject[] {
  const there = objectsAt(records, cursor)
  const step = records[cursor]
  const isStep = step?.kind === 'call' || step?.kind === 'data'
  const own = isStep && step.object !== undefined ? objectNamed(records, step.object, cursor) : undefined
  const gone = [own, ...others].flatMap((each) => (each && isGoneAt(each, cursor) ? each : []))
  return [...new Set([...there, ...gone])].sort((a, b) => a.first - b.first)
}

/** The one that had this name last, up to the cursor; undefined where none had. */
export function objectNamed(
  records: readonly TraceRecord[],
  name: unknown,
  cursor: number,
): SharedObject | undefined {
  follow(records)
  // Only a few live at a time, and who is asked about has died lately.
  for (let at = countBefore(objects, cursor + 1, OBJECT_ENDS.first) - 1; at >= 0; at -= 1) {
    if (objects[at]?.name === name) return objects[at]
  }
  return undefined
}

/** Linux counts the views of a Win32 object, whose handles are none of the kernel's. */
const VIEWS = 'shm_nattch'

const HANDLES = 'HandleCount'

/**
 * The kernel's own number, and what it is of. It is asked at an open or a close: where views have come or gone since,
 * it is of that time, and those that the calls tell of are the ones there are now.
 */
export function evidenceOf({ kernel }: Count, held: readonly { readonly views: number }[]) {
  const { name, value } = kernel
  const views = held.reduce((sum, each) => sum + each.views, 0)
  if (name !== VIEWS || held.length === 0 || views === value) return { value, says: `${name}, the kernel’s own` }
  const one = views === 1 ? 'view' : 'views'
  return { value: views, says: `${one} by the calls; ${name} was ${value} at the latest open or close` }
}

/** `withOthers`: programs of others take part in the run. Why the kernel's evidence differs from the rule, or null when it does not. */
export function difference(
  { usage, kernel }: Count,
  api: CallRecord['api'] | undefined,
  withOthers = false,
): string | null {
  const { name, value } = kernel
  if (usage === value) return null
  if (api === 'winapi' && name === VIEWS) {
    return `The kernel counted ${value} ${value === 1 ? 'view' : 'views'} at the latest open or close: a process may hold the object by a handle alone, and map it later.`
  }
  if (withOthers && name === HANDLES && value > usage) {
    return `The kernel says ${value}: held by a program that is not traced.`
  }
  if (value < usage) {
    return `The kernel already says ${value}: another process let go or was ended at the same moment, and its own count comes next.`
  }
  return `The kernel still says ${value}: another process took hold at the same moment, or had not let go yet, and its own count comes next; or one has protected some of its pages otherwise, and each range of pages counts.`
}
