/** Message queues and windows: a System V queue for each thread, a message type for each of its windows. */
import type { MessageQueues, QueuedMessage, Result } from '../native.ts'
import { structure } from '../structure.ts'
import type { ProcessId, WindowHandle } from '../units.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import type { KernelQueue, KernelQueues } from './kernel-queue.ts'
import { fromWindowHandle, QUEUES, toWindowHandle, WINDOWS, windowQueueKey } from './keys.ts'
import { IPC_NOWAIT, IPC_SET, IPC_STAT, type Libc, MSG_NOERROR, MSQID_DS } from './libc.ts'
import { writeLong } from './long.ts'
import { messageBuffer, TYPE_SIZE, typeOf } from './message-buffer.ts'
import type { Presence } from './presence.ts'

const MESSAGE = structure('MESSAGE', { id: 'u32', mp1: 'u32', mp2: 'u32' })

const done: Result<void> = { ok: true, value: undefined }
const notFound = { ok: false, reason: 'not-found', error: null } as const

type Wanted = (message: QueuedMessage) => boolean

interface ThreadQueue extends KernelQueue {
  readonly number: number
  /** In messages. */
  readonly capacity: number
  /** What was received while others were wanted, in its order. */
  passedOver: QueuedMessage[]
  readonly windows: Set<number>
  lastWindow: number
}

export interface QueuesParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly presence: Presence
  readonly kernelQueues: KernelQueues
  readonly self: ProcessId
}

export function createQueues({ libc, invoke, presence, kernelQueues, self }: QueuesParts): MessageQueues {
  /** The queues of this thread, by their token. */
  const queues = new Map<number, ThreadQueue>()

  /** The kernel itself keeps the queue no longer than `messages`. */
  function limit(id: number, messages: number) {
    const bytes = messages * MESSAGE.size
    const status = Buffer.alloc(MSQID_DS.size)
    const asked = invoke('msgctl', [id, 'IPC_STAT'], () => libc.msgctl(id, IPC_STAT, status))
    if (asked.error) return asked.error
    writeLong(status, bytes, MSQID_DS.queueBytes)
    return invoke('msgctl', [id, 'IPC_SET', `msg_qbytes ${bytes}`], () => libc.msgctl(id, IPC_SET, status)).error
  }

  function createQueue(capacity: number): ReturnType<MessageQueues['createQueue']> {
    for (let number = 0; number < QUEUES; number += 1) {
      const created = kernelQueues.create(windowQueueKey(self, number))
      if (!('msqid' in created)) {
        if (created.code === errno.EEXIST) continue
        return failure(created)
      }
      const refused = limit(created.msqid, capacity)
      if (refused) {
        kernelQueues.remove(created)
        // EPERM: more than kernel.msgmnb bytes are for the privileged.
        return failure(refused, refused.code === errno.EPERM ? 'no-memory' : undefined)
      }
      queues.set(created.msqid, { ...created, number, capacity, passedOver: [], windows: new Set(), lastWindow: 0 })
      return { ok: true, value: { token: created.msqid } }
    }
    return { ok: false, reason: 'no-memory', error: null }
  }

  /** The next number that is free: a destroyed window's handle comes back as late as possible. */
  function nextWindow({ windows, lastWindow }: ThreadQueue) {
    for (let step = 0; step < WINDOWS; step += 1) {
      const window = ((lastWindow + step) % WINDOWS) + 1
      if (!windows.has(window)) return window
    }
    return null
  }

  function createWindow(token: number): Result<WindowHandle> {
    const queue = queues.get(token)
    if (!queue) return notFound
    const window = nextWindow(queue)
    if (window === null) return { ok: false, reason: 'no-memory', error: null }
    const raised = presence.raise(queue.semid, window)
    if (raised.error) return failure(raised.error)
    queue.windows.add(window)
    queue.lastWindow = window
    return { ok: true, value: toWindowHandle({ pid: self, queue: queue.number, window }) }
  }

  function destroyWindow(handle: WindowHandle): Result<void> {
    const { pid, queue: number, window } = fromWindowHandle(handle)
    const queue = [...queues.values()].find((candidate) => candidate.number === number)
    if (!queue || pid !== self || !queue.windows.delete(window)) return notFound
    const left = queue.passedOver.filter((message) => message.window !== handle)
    if (left.length < queue.passedOver.length) keepPassedOver(queue, left)
    const lowered = presence.lower(queue.semid, window)
    return lowered.error ? failure(lowered.error) : done
  }

  /** Why no such window lives, in this process or any other; null when it does. */
  function absence(handle: WindowHandle) {
    const { pid, queue, window } = fromWindowHandle(handle)
    return window === 0 ? notFound : presence.absence(windowQueueKey(pid, queue), window, 'not-found')
  }

  function post(handle: WindowHandle, { id, mp1, mp2 }: { id: number; mp1: number; mp2: number }): Result<void> {
    const absent = absence(handle)
    if (absent) return absent
    const { pid, queue, window } = fromWindowHandle(handle)
    const found = kernelQueues.find(windowQueueKey(pid, queue))
    if (found.error) return failure(found.error, 'not-found')
    const buffer = messageBuffer(window, MESSAGE.size)
    MESSAGE.write(buffer, { id, mp1, mp2 }, TYPE_SIZE)
    const sent = invoke('msgsnd', [found.value, `type ${window}`, MESSAGE.size, 'IPC_NOWAIT'], () =>
      libc.msgsnd(found.value, buffer, MESSAGE.size, IPC_NOWAIT),
    )
    return sent.error ? failure(sent.error) : done
  }

  /**
   * What was passed over is out of the kernel's queue, but keeps its places in it. A post may slip in after a message
   * was taken out and before its place is: one at most, since then there is no room until one more has been taken out.
   */
  function keepPassedOver(queue: ThreadQueue, messages: QueuedMessage[]) {
    queue.passedOver = messages
    limit(queue.msqid, Math.max(0, queue.capacity - messages.length))
  }

  /** The first of those that were passed over and are wanted now. */
  function takePassedOver(queue: ThreadQueue, wanted: Wanted): QueuedMessage | undefined {
    const found = queue.passedOver.find(wanted)
    if (found) {
      keepPassedOver(
        queue,
        queue.passedOver.filter((message) => message !== found),
      )
    }
    return found
  }

  /** The next message from the kernel. */
  function take({ msqid, number, windows }: ThreadQueue): Result<QueuedMessage> {
    // One byte more than a message has: what is longer is cut off and seen to be none of ours.
    const buffer = messageBuffer(0, MESSAGE.size + 1)
    for (;;) {
      const received = invoke('msgrcv', [msqid, 'any type', 'MSG_NOERROR'], () =>
        libc.msgrcv(msqid, buffer, MESSAGE.size + 1, 0, MSG_NOERROR),
      )
      if (received.error) return failure(received.error, 'queue-gone')
      const window = typeOf(buffer)
      // A window that was destroyed takes its messages with it.
      if (received.value !== MESSAGE.size || !windows.has(window)) continue
      const { id, mp1, mp2 } = MESSAGE.read(buffer, TYPE_SIZE)
      return { ok: true, value: { id, mp1, mp2, window: toWindowHandle({ pid: self, queue: number, window }) } }
    }
  }

  function receive(token: number, wanted: Wanted): Result<QueuedMessage> {
    const queue = queues.get(token)
    if (!queue) return { ok: false, reason: 'queue-gone', error: null }
    const waiting = takePassedOver(queue, wanted)
    if (waiting) return { ok: true, value: waiting }
    for (;;) {
      const taken = take(queue)
      if (!taken.ok || wanted(taken.value)) return taken
      keepPassedOver(queue, [...queue.passedOver, taken.value])
    }
  }

  return {
    createQueue,
    destroyQueue({ token }) {
      const queue = queues.get(token)
      queues.delete(token)
      // Any thread may remove a queue, and so wake the one that waits on it; its set goes with its own thread.
      const removed = queue ? kernelQueues.remove(queue) : kernelQueues.removeQueue(token)
      return removed.error ? failure(removed.error) : done
    },
    createWindow: ({ token }) => createWindow(token),
    destroyWindow,
    post,
    receive: ({ token }, wanted) => receive(token, wanted),
    ownerOf: (handle) => absence(handle) ?? { ok: true, value: fromWindowHandle(handle).pid },
  }
}
