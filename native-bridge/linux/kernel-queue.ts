/** A System V message queue together with the presence set at its key: made, found and removed as one. */
import type { KernelError } from '../native.ts'
import { hexadecimal } from '../units.ts'
import type { Invoke } from './invoke.ts'
import { IPC_CREAT, IPC_EXCL, IPC_RMID, type Libc, MODE } from './libc.ts'
import type { Presence } from './presence.ts'

export interface KernelQueue {
  readonly key: number
  readonly msqid: number
  readonly semid: number
}

export function createKernelQueues(libc: Libc, invoke: Invoke, presence: Presence) {
  const removeQueue = (msqid: number) =>
    invoke('msgctl', [msqid, 'IPC_RMID'], () => libc.msgctl(msqid, IPC_RMID, null))

  const find = (key: number) => invoke('msgget', [hexadecimal(key), 0], () => libc.msgget(key, 0))

  return {
    /** The set comes first and goes last: a queue of ours without its set never exists. */
    create(key: number): KernelQueue | KernelError {
      const set = presence.create(key)
      if (set.error) return set.error
      const queue = invoke('msgget', [hexadecimal(key), 'IPC_CREAT|IPC_EXCL|0600'], () =>
        libc.msgget(key, IPC_CREAT | IPC_EXCL | MODE),
      )
      if (!queue.error) return { key, msqid: queue.value, semid: set.value }
      presence.remove(set.value)
      return queue.error
    },
    find,
    /** The error is that of the queue's removal. A queue that stays keeps its set, by which a sweep finds it. */
    remove({ key, msqid, semid }: KernelQueue) {
      const removed = removeQueue(msqid)
      const stays = removed.error !== null && find(key).value === msqid
      if (!stays) presence.remove(semid)
      return removed
    },
    removeQueue,
  }
}
export type KernelQueues = ReturnType<typeof createKernelQueues>
