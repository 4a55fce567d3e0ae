/**
 * How many messages a queue may hold. Windows has one limit of 10,000 for all queues; a personality has its own for
 * each. So each queue has a semaphore that counts the places left: who posts takes one, who receives gives it back.
 */
import type { KernelError } from '../native.ts'
import { SYNCHRONIZE, WAIT_TIMEOUT } from '../winnt.ts'
import type { Invoke } from './invoke.ts'
import { type Kernel32, SEMAPHORE_MODIFY_STATE } from './kernel32.ts'
import { privateSecurity } from './security.ts'

const nameOf = (thread: number) => `Local\\sharemem.queue.${thread}`

export interface QueueRoom {
  /** Makes the places of this thread's own queue. */
  make(thread: number, capacity: number): KernelError | null
  /** One of this thread's own places is free again. */
  free(): void
  drop(): void
  /** Takes a place in the queue of a thread; the error is there when all are taken. */
  take(thread: number): KernelError | null
  /** The place was not used. */
  giveBack(thread: number): KernelError | null
}

export function createQueueRoom(kernel32: Kernel32, invoke: Invoke): QueueRoom {
  let own = 0

  const release = (handle: number) =>
    invoke('ReleaseSemaphore', [handle, 1, null], () => kernel32.ReleaseSemaphore(handle, 1, null))
  const close = (handle: number) => invoke('CloseHandle', [handle], () => kernel32.CloseHandle(handle))

  /**
   * Opened for each use: a handle that was kept would keep the places of a queue that is gone, and a new thread of the
   * same id would find them. Nothing is done for a queue that is none of ours, and has no places.
   */
  function using(thread: number, use: (handle: number) => KernelError | null): KernelError | null {
    const name = nameOf(thread)
    const { value, error } = invoke('OpenSemaphoreW', ['SYNCHRONIZE|SEMAPHORE_MODIFY_STATE', false, name], () =>
      kernel32.OpenSemaphoreW(SYNCHRONIZE | SEMAPHORE_MODIFY_STATE, 0, name),
    )
    if (error) return null
    const result = use(value)
    close(value)
    return result
  }

  const waitAtOnce = (handle: number) =>
    invoke('WaitForSingleObject', [handle, 0], () => kernel32.WaitForSingleObject(handle, 0), {
      check: (value) => (value === WAIT_TIMEOUT ? WAIT_TIMEOUT : 0),
    }).error

  return {
    make(thread, capacity) {
      const name = nameOf(thread)
      const made = invoke('CreateSemaphoreW', ['this user only', capacity, capacity, name], () =>
        kernel32.CreateSemaphoreW(privateSecurity(), capacity, capacity, name),
      )
      own = made.value
      return made.error
    },
    free() {
      // What somebody else has posted took no place, so all may be free already: then it fails, and nothing is wrong.
      if (own !== 0) release(own)
    },
    drop() {
      if (own !== 0) close(own)
      own = 0
    },
    take: (thread) => using(thread, waitAtOnce),
    giveBack: (thread) => using(thread, (handle) => release(handle).error),
  }
}
