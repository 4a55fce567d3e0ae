/**
 * Waiting for objects. Who waits stands in the directory, and sleeps until its bell rings or a process in the directory
 * ends: who signals an object decides who is let through by it.
 */
import type { Answer, Handle, KernelObjects, WaitEnd } from '../../kernel-objects.ts'
import { type Patience, type RunClock, startPatience } from '../../run-clock.ts'
import type { KernelLog } from '../../trace.ts'
import { now } from '../../units.ts'
import { winerror } from '../../winerror.ts'
import { CURRENT_PROCESS, CURRENT_THREAD, MAXIMUM_WAIT_OBJECTS, SYNCHRONIZE } from '../../winnt.ts'
import type { Libc } from '../libc.ts'
import type { Bell, Bells } from './bell.ts'
import type { Directory } from './directory.ts'
import type { Entry } from './entry.ts'
import { answered, refused, unavailable } from './handles.ts'
import { type Life, pollList } from './life.ts'
import { settle, tryWait, type Wanted } from './settle.ts'
import { findHandle, removeUnused, sameThread, type Table, type ThreadKey } from './table.ts'

export interface WaitParts {
  readonly libc: Libc
  readonly log: KernelLog
  readonly clock: RunClock
  readonly entry: Entry
  readonly directory: Directory
  readonly life: Life
  readonly bells: Bells
  readonly self: ThreadKey
}

type End = Answer<WaitEnd>
type Way = Parameters<KernelObjects['wait']>[1]

const letThrough = ({ index, abandoned }: { index: number; abandoned: boolean }): End =>
  answered({ how: abandoned ? 'abandoned' : 'signalled', index })

export function createWaits(parts: WaitParts): Pick<KernelObjects, 'wait'> & { close(): void } {
  const { libc, log, clock, entry, directory, life, bells, self } = parts
  let bell: Bell | null = null

  /** What is waited for, or why it cannot be. A process's own pseudo handle is none that ever ends a wait. */
  function wanted(table: Table, handles: readonly Handle[], way: Way): Answer<Wanted> {
    const [only] = handles
    const isPseudo = only === CURRENT_PROCESS || only === CURRENT_THREAD
    if (isPseudo && way === 'single') return answered({ thread: self, objects: [], all: false })
    const all = way === 'all'
    const objects: number[] = []
    for (const each of handles) {
      const found = findHandle(table, self, each)
      if (!found) return refused(winerror.ERROR_INVALID_HANDLE)
      if ((found.access & SYNCHRONIZE) === 0) return refused(winerror.ERROR_ACCESS_DENIED)
      objects.push(found.object)
    }
    // One object cannot be taken twice at once.
    if (all && new Set(objects).size < objects.length) return refused(winerror.ERROR_INVALID_PARAMETER)
    return answered({ thread: self, objects, all })
  }

  /** The end of a wait that need not wait; null for one that has begun. */
  function begin(table: Table, handles: readonly Handle[], way: Way, milliseconds: number): End | null {
    const what = wanted(table, handles, way)
    if (!what.ok) return what
    const result = tryWait(table, what.value)
    if (result) return letThrough(result)
    if (milliseconds === 0) return answered({ how: 'timeout', index: 0 })
    bell ??= bells.create(`sharemem.${self.pid}.${self.start}.${self.tid}`)
    if (!bell) return unavailable
    table.waiters.push({ ...what.value, bell: bell.name, result: null })
    return null
  }

  /** What has become of the wait; null while it goes on. `ends` is how it ends where nobody has let it through. */
  function look(table: Table, ends: 'timeout' | 'interrupted' | null): End | null {
    settle(table)
    const waiter = table.waiters.find(({ thread }) => sameThread(thread, self))
    // Removed with all else of this process.
    if (!waiter) return answered({ how: 'interrupted', index: 0 })
    if (!waiter.result && !ends) return null
    table.waiters = table.waiters.filter((each) => each !== waiter)
    entry.destroy(waiter.objects.map((id) => removeUnused(table, id)).filter((object) => object !== null))
    return waiter.result ? letThrough(waiter.result) : answered({ how: ends ?? 'timeout', index: 0 })
  }

  /**
   * Sleeps until there may be something to see, at most a slice: who was let through by a process that was killed before
   * it rang the bell looks for itself.
   */
  function sleep(milliseconds: number): boolean {
    if (!bell) return true
    const list = pollList([bell.descriptor, ...life.descriptors()])
    const ready = libc.poll(list.bytes, list.bytes.length / 8, Math.ceil(milliseconds))
    bell.silence()
    return ready > 0
  }

  function waitOn(patience: Patience, interrupted: () => boolean): End {
    // None yet: what has changed since the wait began is looked at once.
    let changes = -1
    for (;;) {
      const awake = sleep(patience.slice())
      const ends = patience.isOver() ? 'timeout' : interrupted() ? 'interrupted' : null
      if (!awake && !ends && directory.changes() === changes) continue
      changes = directory.changes()
      const end = entry.enter((table) => look(table, ends))
      if (end) return end
    }
  }

  return {
    wait(handles, way, milliseconds, interrupted) {
      if (handles.length === 0 || handles.length > MAXIMUM_WAIT_OBJECTS) {
        return refused(winerror.ERROR_INVALID_PARAMETER)
      }
      let end: End | null = unavailable
      const entered = entry.enter((table) => {
        end = begin(table, handles, way, milliseconds)
        return true
      })
      if (entered === null) return unavailable
      if (end) return end
      // The trace shows one call, however many slices it took.
      const start = now()
      const waited = waitOn(startPatience(clock, milliseconds), interrupted)
      const args = [
        `@${bell?.name}`,
        `${life.descriptors().length} pidfds`,
        Number.isFinite(milliseconds) ? milliseconds : -1,
      ]
      const result = waited.ok ? waited.value.how : '-1'
      log.add({ name: 'poll', args, result, errno: null, start, end: now() })
      return waited
    },
    close() {
      bell?.close()
      bell = null
    },
  }
}
