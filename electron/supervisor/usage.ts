/**
 * The OS/2 rule of the usage counter: a set of holders for each object. A process that is given an object
 * and gets it as well holds it once, and one DosFreeMem ends its use (so the C library's sources tell; the
 * manuals only say that Give and Get count).
 */

import type { CountRecord } from '../contract/trace.ts'
import { whoFirst } from '../trace/who.ts'
import { isAddress } from './object-id.ts'

/** A change of an object's holders, on its way to become a count record: its place among the others decides. */
export interface UsageChange {
  readonly kind: 'usage'
  t: number
  readonly object: string
  /**
   * `seen`: only what the kernel says has changed. `left`: its holder's program has ended without freeing it. `ended`: its
   * holder's process has. Either way the operating system has freed it.
   */
  readonly change: 'allocated' | 'given' | 'got' | 'freed' | 'left' | 'seen' | 'ended'
  /** The process that holds it from now on, or no longer. */
  readonly holder: number
  readonly kernel: { readonly name: string; readonly value: number }
}

export interface UsageLedger {
  /**
   * Of the object that had this one's address or name before it: it is gone, whoever has not been told of as letting go. Null
   * where there was none.
   */
  replaced(by: UsageChange): CountRecord | null
  /** Null when an ended process did not hold the object. */
  count(change: UsageChange): CountRecord | null
  /**
   * This process has ended: what it was given before, and is told of only now, it holds no longer. Answers with the objects
   * that it still holds: nobody knew of them when it ended.
   */
  end(pid: number): string[]
  /** What has become of all objects so far, in a sentence. */
  summary(): string
}

const objectsOf = (count: number) => (count === 1 ? '1 object' : `${count} objects`)

/** `nameOf` tells the participant that a process id belongs to. */
export function createUsageLedger(nameOf: (pid: number) => string): UsageLedger {
  const holders = new Map<string, Set<number>>()
  const ended = new Set<number>()
  let allocated = 0
  /** What the kernel said of each object last. */
  const last = new Map<string, number>()
  /** How many objects the operating system has freed for each process. */
  const left = new Map<number, number>()

  /**
   * What the kernel says of an object, and has not said better before: of two frees that overlap, the one that began first
   * may have asked last, and once nobody holds an object of OS/2, its number does not rise again.
   */
  function lastWord(object: string, said: number, usage: number): number {
    const before = last.get(object) ?? said
    return usage === 0 && isAddress(object) ? Math.min(said, before) : said
  }

  function leave(set: Set<number>, holder: number, byProgram: boolean) {
    if (set.delete(holder) && !byProgram) left.set(holder, (left.get(holder) ?? 0) + 1)
  }

  /** What programs that are not traced have made or still use. */
  function ofOthers(): string | null {
    const names = [...holders.keys()].filter((object) => !isAddress(object))
    const used = names.filter((object) => holders.get(object)?.size === 0 && (last.get(object) ?? 0) > 0)
    if (used.length > 0) return `${used.join(' and ')} was still held by a program that is not traced.`
    if (allocated > 0 || names.length === 0) return null
    return `${names.join(' and ')} was made by a program that is not traced.`
  }

  function summary(): string {
    const others = ofOthers()
    if (others !== null) return others
    if (allocated === 0) return 'No object was allocated.'
    // OS/2 frees objects, Win32 closes them.
    const [freed, holds] = [...holders.keys()].every(isAddress) ? ['freed', 'held'] : ['closed', 'had opened']
    const held = [...holders.values()].filter((set) => set.size > 0).length
    const sentences = [...left].map(
      ([pid, count]) =>
        `${whoFirst(nameOf(pid))} ended while it held ${objectsOf(count)}, which the system ${freed}.`,
    )
    if (held > 0) sentences.push(`${objectsOf(held)} ${held === 1 ? 'is' : 'are'} held by somebody still.`)
    if (sentences.length > 0) return sentences.join(' ')
    if (allocated === 1) return `Its object was ${freed} by everybody who ${holds} it.`
    return `All ${allocated} objects were ${freed} by everybody who ${holds} them.`
  }

  return {
    summary,
    replaced({ t, object, kernel: { name } }) {
      const set = holders.get(object)
      if (!set || set.size === 0) return null
      // Whether they have freed it themselves nobody has told.
      set.clear()
      // That the kernel has made another one there is its word that nobody uses this one: asked, it would tell of the other.
      return { kind: 'count', t, object, usage: 0, holders: [], kernel: { name, value: 0 } }
    },
    end(pid) {
      ended.add(pid)
      return [...holders].filter(([, set]) => set.has(pid)).map(([object]) => object)
    },
    count({ t, object, change, holder, kernel }) {
      const set = change === 'allocated' ? new Set<number>() : (holders.get(object) ?? new Set())
      if (change === 'allocated') allocated += 1
      if (change === 'ended') ended.add(holder)
      if (change === 'ended' && !set.has(holder)) return null
      if (change === 'freed' || change === 'left' || ended.has(holder)) leave(set, holder, change === 'freed')
      else if (change !== 'seen') set.add(holder)
      holders.set(object, set)
      const value = lastWord(object, kernel.value, set.size)
      last.set(object, value)
      return {
        kind: 'count',
        t,
        object,
        usage: set.size,
        holders: [...set].map(nameOf),
        kernel: { ...kernel, value },
      }
    },
  }
}
