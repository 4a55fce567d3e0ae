/**
 * Who is there: a semaphore set beside each message queue, at the same key. Semaphore n is 1 while window n lives,
 * so that a sender in another process learns from the kernel that a window is gone. It is raised with SEM_UNDO:
 * when its process ends, however it ends, the kernel itself lowers it. Where kill(pid, 0) still finds a zombie, or
 * a stranger that was given the same process id, this tells the truth.
 */
import type { Failure, Reason } from '../native.ts'
import { hexadecimal } from '../units.ts'
import { failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { GETVAL, IPC_CREAT, IPC_EXCL, IPC_RMID, type Libc, MODE, SEM_UNDO, SETVAL } from './libc.ts'
import { encode } from './semaphore-operations.ts'
import { isPrivate, rowsOf } from './sysvipc.ts'

/** One for each message type that a window can have; semaphore 0 has no window. Also how a sweep knows our sets. */
export const PRESENCES = 64

/** The privileged may remove anybody's. */
const isOurs = (id: number) => rowsOf('sem').some((row) => row.semid === id && isPrivate(row))

export function createPresence(libc: Libc, invoke: Invoke) {
  const get = (key: number) => invoke('semget', [hexadecimal(key), 0, 0], () => libc.semget(key, 0, 0))
  const value = (id: number, number: number) =>
    invoke('semctl', [id, number, 'GETVAL'], () => libc.semctl(id, number, GETVAL, 0))

  return {
    /** Fails with EEXIST when there is such a set already. */
    create: (key: number) =>
      invoke('semget', [hexadecimal(key), PRESENCES, 'IPC_CREAT|IPC_EXCL|0600'], () =>
        libc.semget(key, PRESENCES, IPC_CREAT | IPC_EXCL | MODE),
      ),
    raise(id: number, number: number) {
      const operation = encode([{ number, by: 1, flags: SEM_UNDO }])
      return invoke('semop', [id, `semaphore ${number} +1`, 'SEM_UNDO'], () => libc.semop(id, operation, 1))
    },
    /** Also forgets the undo. */
    lower: (id: number, number: number) =>
      invoke('semctl', [id, number, 'SETVAL', 0], () => libc.semctl(id, number, SETVAL, 0)),
    remove: (id: number) => invoke('semctl', [id, 0, 'IPC_RMID'], () => libc.semctl(id, 0, IPC_RMID, 0)),
    /** Why nobody is there; null when somebody is. */
    absence(key: number, number: number, reason: Reason): Failure | null {
      const set = get(key)
      if (set.error) return failure(set.error, reason)
      const present = value(set.value, number)
      if (present.error) return failure(present.error, reason)
      return present.value > 0 ? null : { ok: false, reason, error: null }
    },
    /** Removes the set that a process of the same id and user, which has ended, left at this key. */
    removeAbandoned(key: number, number: number): boolean {
      const set = get(key)
      if (set.error || !isOurs(set.value) || value(set.value, number).value !== 0) return false
      return invoke('semctl', [set.value, 0, 'IPC_RMID'], () => libc.semctl(set.value, 0, IPC_RMID, 0)).error === null
    },
  }
}
export type Presence = ReturnType<typeof createPresence>
