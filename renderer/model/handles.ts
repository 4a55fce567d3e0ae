/** Which process has which handles and views, as its calls tell: an object lives for as long as anybody has one. */
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'
import { createUndo } from '../../electron/trace/undo.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'
import type { HandleWork } from '../vocabulary/words.ts'
import { type Part, within } from './fold.ts'

export interface Held {
  readonly participant: string
  readonly handles: number
  readonly views: number
}

export interface Handles extends Part {
  /** The object that a participant's handle stands for, at the end of what was taken; null where nothing tells. */
  objectOf(participant: string, handle: string): string | null
  /** Who has handles or views of an object at a place in the trace, in the order in which they got the first. */
  heldAt(object: string, cursor: number): readonly Held[]
}

type What = 'handle' | 'view'
interface Change {
  readonly index: number
  readonly participant: string
  readonly what: What
  readonly by: 1 | -1
}
interface Entry {
  readonly participant: string
  readonly object: string
  readonly what: What
}

/** Views and handles are numbers of the same process: an address is never taken for a handle. */
const keyOf = (participant: string, what: What, number: string) => `${participant} ${what} ${number}`

/** What a call did with handles; undefined for one that has failed, or has nothing to do with any. */
export const handleWork = (call: CallRecord): HandleWork | undefined =>
  hasFailed(call) ? undefined : wordsOf(call)?.handles?.(call)

/** The handles whose objects a call has waited for, whether one was signalled or not. */
export const waitsOf = (call: CallRecord): readonly string[] => wordsOf(call)?.handles?.(call)?.waitsFor ?? []

export function createHandles(): Handles {
  const entries = new Map<string, Entry>()
  const changes = new Map<string, Change[]>()
  const undo = createUndo()

  function note(object: string, change: Change) {
    const list = changes.get(object) ?? []
    changes.set(object, list)
    list.push(change)
    undo.at(change.index, () => list.pop())
  }
  function add(index: number, call: CallRecord, what: What, number: string) {
    const { object, participant } = call
    const key = keyOf(participant, what, number)
    if (object === undefined || entries.has(key)) return
    entries.set(key, { participant, object, what })
    undo.at(index, () => entries.delete(key))
    note(object, { index, participant, what, by: 1 })
  }
  function remove(index: number, key: string) {
    const entry = entries.get(key)
    if (!entry) return
    entries.delete(key)
    undo.at(index, () => entries.set(key, entry))
    note(entry.object, { index, participant: entry.participant, what: entry.what, by: -1 })
  }
  function take(call: CallRecord, index: number) {
    const work = handleWork(call)
    if (!work) return
    if (work.opens !== undefined) add(index, call, 'handle', work.opens)
    if (work.maps !== undefined) add(index, call, 'view', work.maps)
    if (work.closes !== undefined) remove(index, keyOf(call.participant, 'handle', work.closes))
    if (work.unmaps !== undefined) remove(index, keyOf(call.participant, 'view', work.unmaps))
  }
  /** With the process all that it had is gone; and where records are missing, nobody knows. */
  function removeAll(index: number, isGone: (entry: Entry) => boolean) {
    for (const [key, entry] of [...entries]) if (isGone(entry)) remove(index, key)
  }
  return {
    objectOf: (participant, handle) => entries.get(keyOf(participant, 'handle', handle))?.object ?? null,
    heldAt(object, cursor) {
      const all = changes.get(object) ?? []
      const held = new Map<string, { handles: number; views: number }>()
      for (const { participant, what, by } of within(all, 0, cursor, ({ index }) => index)) {
        const own = held.get(participant) ?? { handles: 0, views: 0 }
        own[what === 'handle' ? 'handles' : 'views'] += by
        held.set(participant, own)
        if (own.handles + own.views === 0) held.delete(participant)
      }
      return [...held].map(([participant, own]) => ({ participant, ...own }))
    },
    take(record: TraceRecord, index: number) {
      if (record.kind === 'call') take(record, index)
      else if (record.kind === 'process' && (record.event === 'exit' || record.event === 'crash'))
        removeAll(index, ({ participant }) => participant === record.participant)
      else if (missingAt(record) > 0) removeAll(index, () => true)
    },
    cut: undo.cut,
  }
}
