/** The shared memory objects of a run, each from its allocation to its destruction. */
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'
import { wordsOf } from '../vocabulary/vocabulary.ts'
import { countBefore, type Part } from './fold.ts'

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

export interface SharedObject {
  /** Its address or its name. It is used again after the object is gone: an object is its name and its first record. */
  readonly name: string
  readonly first: number
  /** In which of the places beside each other it is drawn. */
  readonly column: number
  /** Null before its creation was recorded. */
  created: Creation | null
  readonly counts: Count[]
  /** The record with which it was destroyed, or from which on records are missing; null while it lives. */
  last: number | null
}

export interface Objects extends Part {
  /** In the order of their first records. */
  readonly objects: readonly SharedObject[]
  /** How many places beside each other they take. */
  columns(): number
}

type CountRecord = TraceRecord & { kind: 'count' }

export function createObjects(): Objects {
  const objects: SharedObject[] = []
  const live = new Map<string, SharedObject>()
  /** For each column, until when the latest object in it lives. */
  let latest: SharedObject[] = []
  /** Events, mutexes and processes have holders too, but no memory. */
  const others = new Map<string, number>()

  /** The first column that no living object occupies. */
  function freeColumn(first: number): number {
    const free = latest.findIndex(({ last }) => last !== null && last < first)
    return free < 0 ? latest.length : free
  }
  function begin(name: string, first: number): SharedObject {
    const object: SharedObject = { name, first, column: freeColumn(first), created: null, counts: [], last: null }
    objects.push(object)
    live.set(name, object)
    latest[object.column] = object
    return object
  }
  function count({ object: name, usage, holders, kernel }: CountRecord, index: number) {
    if (others.has(name)) return
    const object = live.get(name) ?? begin(name, index)
    object.counts.push({ index, usage, holders, kernel })
    if (usage > 0) return
    object.last = index
    live.delete(name)
  }
  function create(call: CallRecord, index: number) {
    const object = live.get(call.object ?? '')
    const made = object && wordsOf(call)?.creates?.(call)
    if (made) object.created = { index, api: call.api, ...made }
  }
  function gap(index: number) {
    for (const object of live.values()) object.last = index
    live.clear()
  }
  return {
    objects,
    columns: () => Math.max(1, latest.length),
    take(record, index) {
      if (record.kind === 'count') count(record, index)
      else if (record.kind === 'call' && record.object) create(record, index)
      else if (record.kind === 'object' && record.type !== 'memory') {
        if (!others.has(record.object)) others.set(record.object, index)
      } else if (missingAt(record) > 0) gap(index)
    },
    cut(index) {
      for (const [name, at] of others) if (at >= index) others.delete(name)
      while ((objects.at(-1)?.first ?? -1) >= index) objects.pop()
      live.clear()
      latest = []
      for (const object of objects) {
        object.counts.length = countBefore(object.counts, index, (each) => each.index)
        if ((object.created?.index ?? -1) >= index) object.created = null
        if ((object.last ?? -1) >= index) object.last = null
        if (object.last === null) live.set(object.name, object)
        latest[object.column] = object
      }
    },
  }
}

/** All of a trace, at once. */
export function objectsOf(records: readonly TraceRecord[]): readonly SharedObject[] {
  const { objects, take } = createObjects()
  records.forEach(take)
  return objects
}

/** The object's last count at the cursor; null before it was allocated. */
export const countAt = ({ counts }: SharedObject, cursor: number): Count | null =>
  counts[countBefore(counts, cursor + 1, ({ index }) => index) - 1] ?? null

/** Why the kernel's evidence differs from the rule, or null when it does not. */
export function difference({ usage, kernel }: Count): string | null {
  if (usage === kernel.value) return null
  if (kernel.value < usage) {
    return `The kernel already says ${kernel.value}: another process let go at the same moment, and its own count comes next.`
  }
  return `The kernel still says ${kernel.value}: another process took hold at the same moment, and its own count comes next; or one has protected some of its pages otherwise, and each range of pages counts.`
}
