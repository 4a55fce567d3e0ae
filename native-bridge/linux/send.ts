/** Sends on control queues, which any program of this user may fill: so nobody ever waits in the kernel for room. */
import type { KernelError } from '../native.ts'
import { sleep } from '../sleep.ts'
import { errno } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { IPC_NOWAIT, type Libc } from './libc.ts'
import { TYPE_SIZE } from './message-buffer.ts'

/** How often it is tried while the queue is full, and the pause between two tries in milliseconds. */
const TRIES = 20
const PAUSE = 5

export function createSend(libc: Libc, invoke: Invoke) {
  function sendAtOnce(msqid: number, what: string, message: Buffer): KernelError | null {
    const size = message.length - TYPE_SIZE
    return invoke('msgsnd', [msqid, what, size, 'IPC_NOWAIT'], () => libc.msgsnd(msqid, message, size, IPC_NOWAIT))
      .error
  }
  return {
    sendAtOnce,
    /** EAGAIN: the queue stays full. */
    sendPatiently(msqid: number, what: string, message: Buffer): KernelError | null {
      for (let attempt = 1; ; attempt += 1) {
        const error = sendAtOnce(msqid, what, message)
        if (error?.code !== errno.EAGAIN || attempt === TRIES) return error
        sleep(PAUSE)
      }
    },
  }
}
export type Send = ReturnType<typeof createSend>
