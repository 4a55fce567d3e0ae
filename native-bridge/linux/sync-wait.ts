/** Waiting for semaphores, in slices: a thread that waits in the kernel cannot be told that its process ends. */
import type { KernelError, Waited } from '../native.ts'
import { type RunClock, startPatience } from '../run-clock.ts'
import type { KernelLog } from '../trace.ts'
import { now } from '../units.ts'
import { errno, lastError } from './errno.ts'
import { GETVAL, type Libc } from './libc.ts'
import { encode, type Operation, timespec } from './semaphore-operations.ts'
import { describe } from './sync.ts'

export type WaitForSemaphores = (
  semid: number,
  operations: readonly Operation[],
  /** Infinity waits for ever. */
  milliseconds: number,
  interrupted: () => boolean,
  /** The number of a semaphore that changes when all who wait are let through, also those between two slices. */
  generation?: number,
) => Waited | KernelError

/** The trace shows one call, however many slices it took. */
export function createWaitForSemaphores(libc: Libc, log: KernelLog, clock: RunClock): WaitForSemaphores {
  return (semid, operations, milliseconds, interrupted, generation) => {
    const current = () => (generation === undefined ? -1 : libc.semctl(semid, generation, GETVAL, 0))
    const before = current()
    const start = now()
    const patience = startPatience(clock, milliseconds)
    const bytes = encode(operations)

    function slice(): Waited | KernelError | null {
      if (libc.semtimedop(semid, bytes, operations.length, timespec(patience.slice())) === 0) return 'done'
      const error = lastError()
      if (error.code !== errno.EAGAIN && error.code !== errno.EINTR) return error
      const after = current()
      if (after !== -1 && after !== before) return 'done'
      if (patience.isOver()) return 'timeout'
      return interrupted() ? 'interrupted' : null
    }

    let waited = slice()
    while (waited === null) waited = slice()
    const error = typeof waited === 'object' ? waited : null
    const args = [
      semid,
      describe(operations),
      milliseconds === Number.POSITIVE_INFINITY ? null : `${milliseconds} ms`,
    ]
    const result = error ? '-1' : waited === 'done' ? '0' : `-1 (${waited})`
    log.add({ name: 'semtimedop', args, result, errno: error, start, end: now() })
    return waited
  }
}
