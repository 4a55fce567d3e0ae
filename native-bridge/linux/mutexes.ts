/** Mutexes: a semaphore that is 1 while the mutex is free. The kernel frees it for an owner that dies. */
import type { Mutexes, Result, SyncObject } from '../native.ts'
import { failure } from './errno.ts'
import { SEM_UNDO } from './libc.ts'
import { HELD, STATE, type SyncObjects } from './sync.ts'
import type { WaitForSemaphores } from './sync-wait.ts'

const FREE = [{ number: STATE, by: 1 }]
const ACQUIRE = [
  { number: STATE, by: -1, flags: SEM_UNDO },
  { number: HELD, by: 1 },
]
const RELEASE = [
  { number: HELD, by: -1 },
  { number: STATE, by: 1, flags: SEM_UNDO },
]

export function createMutexes(sync: SyncObjects, waitFor: WaitForSemaphores): Mutexes {
  /** How often this thread has acquired each mutex that it owns. */
  const owned = new Map<number, number>()

  /** Owned in the same operation that makes it: nobody else can be quicker. */
  function create(name: string, initiallyOwned: boolean): Result<SyncObject> {
    const created = sync.create('mutex', name, initiallyOwned ? [...FREE, ...ACQUIRE] : FREE)
    if (created.ok && initiallyOwned) owned.set(created.value.token, 1)
    return created
  }

  function acquire(
    { token }: SyncObject,
    milliseconds: number,
    interrupted: () => boolean,
  ): ReturnType<Mutexes['acquire']> {
    const depth = owned.get(token) ?? 0
    const waited = depth > 0 ? 'done' : waitFor(token, ACQUIRE, milliseconds, interrupted)
    if (typeof waited === 'object') return failure(waited)
    if (waited !== 'done') return { ok: true, value: waited }
    owned.set(token, depth + 1)
    // More than one: an owner that has died did not take back its own.
    if (depth > 0 || sync.get(token, HELD).value === 1) return { ok: true, value: 'done' }
    sync.set(token, HELD, 1)
    return { ok: true, value: 'abandoned' }
  }

  return {
    create,
    open: (name) => sync.open('mutex', name),
    acquire,
    release({ token }) {
      const depth = owned.get(token) ?? 0
      if (depth === 0) return { ok: false, reason: 'not-owner', error: null }
      owned.set(token, depth - 1)
      if (depth > 1) return { ok: true, value: undefined }
      owned.delete(token)
      const { error } = sync.operate(token, RELEASE)
      return error ? failure(error) : { ok: true, value: undefined }
    },
    close(mutex) {
      owned.delete(mutex.token)
      sync.close(mutex)
    },
  }
}
