/**
 * The OS/2 rule of the usage counter: a set of holders for each object. A process that is given an object
 * and gets it as well holds it once, and one DosFreeMem ends its use (so the C library's sources tell; the
 * manuals only say that Give and Get count).
 */
import type { CountRecord } from '../contract/trace.ts'

/** A change of an object's holders, on its way to become a count record: its place among the others decides. */
export interface UsageChange {
  readonly kind: 'usage'
  readonly t: number
  readonly object: string
  /** `ended`: the holder's process has ended, and the kernel has freed what it held. */
  readonly change: 'allocated' | 'given' | 'got' | 'freed' | 'ended'
  /** The process that holds it from now on, or no longer. */
  readonly holder: number
  readonly kernel: { readonly name: string; readonly value: number }
}

export interface UsageLedger {
  /** Null when an ended process did not hold the object. */
  count(change: UsageChange): CountRecord | null
}

/** `nameOf` tells the participant that a process id belongs to. */
export function createUsageLedger(nameOf: (pid: number) => string): UsageLedger {
  const holders = new Map<string, Set<number>>()
  const ended = new Set<number>()
  return {
    count({ t, object, change, holder, kernel }) {
      const set = change === 'allocated' ? new Set<number>() : (holders.get(object) ?? new Set())
      if (change === 'ended') ended.add(holder)
      if (change === 'ended' && !set.has(holder)) return null
      if (change === 'freed' || ended.has(holder)) set.delete(holder)
      else set.add(holder)
      holders.set(object, set)
      return { kind: 'count', t, object, usage: set.size, holders: [...set].map(nameOf), kernel: { ...kernel } }
    },
  }
}
