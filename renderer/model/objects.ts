/** The shared memory objects of a run, each from its allocation to its destruction. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'

export interface Count {
  /** The count record's place in the trace. */
  readonly index: number
  readonly usage: number
  readonly holders: readonly string[]
  readonly kernel: { readonly name: string; readonly value: number }
}

export interface SharedObject {
  /** An address is handed out again after its object is gone: an object is its address and its first record. */
  readonly address: string
  readonly first: number
  /** In bytes, as asked for; null before its allocation was recorded. */
  size: number | null
  flags: string
  readonly counts: Count[]
  /** The record with which it was destroyed, or from which on records are missing; null while it lives. */
  last: number | null
}

export function objectsOf(records: readonly TraceRecord[]): SharedObject[] {
  const objects: SharedObject[] = []
  const live = new Map<string, SharedObject>()
  records.forEach((record, index) => {
    if (record.kind === 'count') {
      const { object: address, usage, holders, kernel } = record
      const object = live.get(address) ?? { address, first: index, size: null, flags: '', counts: [], last: null }
      if (!live.has(address)) {
        live.set(address, object)
        objects.push(object)
      }
      object.counts.push({ index, usage, holders, kernel })
      if (usage > 0) return
      object.last = index
      live.delete(address)
    } else if (record.kind === 'call' && record.name === 'DosAllocSharedMem' && record.object) {
      const object = live.get(record.object)
      if (!object) return
      object.size = Number(record.args.cb)
      object.flags = String(record.args.flag)
    } else if (missingAt(record) > 0) {
      for (const object of live.values()) object.last = index
      live.clear()
    }
  })
  return objects
}

/** The object's last count at the cursor; null before it was allocated. */
export const countAt = (object: SharedObject, cursor: number): Count | null =>
  object.counts.findLast(({ index }) => index <= cursor) ?? null

/** Why the kernel's evidence differs from the rule, or null when it does not. */
export function difference({ usage, kernel }: Count): string | null {
  if (usage === kernel.value) return null
  if (kernel.value < usage) {
    return `The kernel already says ${kernel.value}: another process let go at the same moment, and its own count comes next.`
  }
  return `The kernel still says ${kernel.value}: another process took hold at the same moment, and its own count comes next; or one has protected some of its pages otherwise, and each range of pages counts.`
}
