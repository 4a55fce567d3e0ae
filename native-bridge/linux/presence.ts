/**
 * Who is there: a semaphore set beside each message queue, at the same key. Semaphore n is 1 while window n lives,
 * so that a sender in another process learns from the kernel that a window is gone. It is raised with SEM_UNDO:
 * when its process ends, however it ends, the kernel itself lowers it. Where kill(pid, 0) still finds a zombie, or
 * a stranger that was given the same process id, this tells the truth. Semaphore 0 is 1 while the set's own process
 * lives; set and semaphore come at once, under the lock, so that a set whose semaphore 0 is 0 was left by a dead one.
 */
import type { Exclusive, Failure, Reason, Result } from '../native.ts'
import { hexadecimal } from '../units.ts'
import { failure } from './errno.ts'
import type { Invoke, Returned } from './invoke.ts'
import { GETVAL, IPC_CREAT, IPC_EXCL, IPC_RMID, type Libc, MODE, SEM_UNDO, SETVAL } from './libc.ts'
import { encode } from './semaphore-operations.ts'
import { isPrivate, rowsOf } from './sysvipc.ts'

/** One for each message type that a window can have, and semaphore 0. Also how a sweep knows our sets. */
export const PRESENCES = 64
const OWNER = 0

/** The privileged may remove anybody's. */
const isOurs = (id: number) => rowsOf('sem').some((row) => row.semid === id && isPrivate(row))

export function createPresence(libc: Libc, invoke: Invoke, exclusive: Exclusive) {
  const get = (key: number) => invoke('semget', [hexadecimal(key), 0, 0], () => libc.semget(key, 0, 0))
  const value = (id: number, number: number) =>
    invoke('semctl', [id, number, 'GETVAL'], () => libc.semctl(id, number, GETVAL, 0))
  const remove = (id: number) => invoke('semctl', [id, 0, 'IPC_RMID'], () => libc.semctl(id, 0, IPC_RMID, 0))

  function raise(id: number, number: number) {
    const operation = encode([{ number, by: 1, flags: SEM_UNDO }])
    return invoke('semop', [id, `semaphore ${number} +1`, 'SEM_UNDO'], () => libc.semop(id, operation, 1))
  }

  /** Fails with EEXIST when there is such a set already. */
  function create(key: number): Returned {
    const made = invoke('semget', [hexadecimal(key), PRESENCES, 'IPC_CREAT|IPC_EXCL|0600'], () =>
      libc.semget(key, PRESENCES, IPC_CREAT | IPC_EXCL | MODE),
    )
    if (made.error) return made
    const raised = raise(made.value, OWNER)
    if (!raised.error) return made
    remove(made.value)
    return raised
  }

  /** Another process, of another container, may have the same id, and be about to raise the semaphore. */
  function removeAbandoned(key: number, number: number, before: () => void): Result<boolean> {
    const set = get(key)
    const isAbandoned =
      !set.error && isOurs(set.value) && [OWNER, number].every((each) => value(set.value, each).value === 0)
    if (isAbandoned) before()
    return { ok: true, value: isAbandoned && remove(set.value).error === null }
  }

  return {
    /** Where the lock cannot be had, there may be a set that nobody seems to own for a moment. */
    create(key: number): Returned {
      const created = exclusive(() => ({ ok: true, value: create(key) }))
      return created.ok ? created.value : create(key)
    },
    raise,
    /** Also forgets the undo. */
    lower: (id: number, number: number) =>
      invoke('semctl', [id, number, 'SETVAL', 0], () => libc.semctl(id, number, SETVAL, 0)),
    remove,
    /** Why nobody is there; null when somebody is. */
    absence(key: number, number: number, reason: Reason): Failure | null {
      const set = get(key)
      if (set.error) return failure(set.error, reason)
      const present = value(set.value, number)
      if (present.error) return failure(present.error, reason)
      return present.value > 0 ? null : { ok: false, reason, error: null }
    },
    /**
     * Removes the set that a process of the same id and user, which has ended, left at this key; what it left beside
     * the set goes `before`, because the set is how a sweep finds it.
     */
    removeAbandoned(key: number, number: number, before: () => void): boolean {
      const removed = exclusive(() => removeAbandoned(key, number, before))
      return removed.ok && removed.value
    },
  }
}
export type Presence = ReturnType<typeof createPresence>
