/**
 * One process of this user at a time: a lock that leaves nothing behind. It is a semaphore set of one, made by whoever
 * wants the lock and removed by whoever has it. A new semaphore is 0, which is free, so no set is ever half made; the
 * kernel itself takes back what a dead owner has raised.
 */
import type { Exclusive, Failure } from '../native.ts'
import { hexadecimal } from '../units.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { lockKey } from './keys.ts'
import { IPC_CREAT, IPC_NOWAIT, IPC_RMID, type Libc, MODE, SEM_UNDO } from './libc.ts'
import { encode, timespec } from './semaphore-operations.ts'

/** In milliseconds. Who has the lock makes a few calls: when it is not free by then, its owner was stopped. */
const PATIENCE = 2000
/** In milliseconds, for who has waited in vain before: nobody waits out a stopped process again and again. */
const IMPATIENCE = 50

const ACQUIRE = encode([
  { number: 0, by: 0 },
  { number: 0, by: 1, flags: SEM_UNDO },
])

const RELEASE = encode([{ number: 0, by: -1, flags: SEM_UNDO | IPC_NOWAIT }])

/** A thread that has the lock may take it again. */
export function createLock(libc: Libc, invoke: Invoke, key = lockKey()): Exclusive {
  let isOwner = false
  let patience = PATIENCE

  function acquire(): number | Failure {
    const deadline = performance.now() + patience
    for (;;) {
      const found = invoke('semget', [hexadecimal(key), 1, 'IPC_CREAT|0600'], () =>
        libc.semget(key, 1, IPC_CREAT | MODE),
      )
      if (found.error) return failure(found.error)
      const left = Math.max(0, deadline - performance.now())
      const { error } = invoke('semtimedop', [found.value, 'wait for 0, +1 SEM_UNDO', `${patience} ms`], () =>
        libc.semtimedop(found.value, ACQUIRE, 2, timespec(left)),
      )
      if (!error) {
        patience = PATIENCE
        return found.value
      }
      // Its owner has removed it.
      const isGone = error.code === errno.EIDRM || error.code === errno.EINVAL
      if (isGone && left > 0) continue
      patience = IMPATIENCE
      return failure(error, 'busy')
    }
  }

  /** Whoever waits for it wakes with EIDRM, and makes the next. A set that cannot be removed is free at least. */
  function release(semid: number) {
    const removed = invoke('semctl', [semid, 0, 'IPC_RMID'], () => libc.semctl(semid, 0, IPC_RMID, 0))
    if (removed.error) invoke('semop', [semid, '-1 SEM_UNDO'], () => libc.semop(semid, RELEASE, 1))
  }

  return (body) => {
    if (isOwner) return body()
    const semid = acquire()
    if (typeof semid === 'object') return semid
    isOwner = true
    try {
      return body()
    } finally {
      isOwner = false
      release(semid)
    }
  }
}
