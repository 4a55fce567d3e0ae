/** The memory agent: maps into its own process what others give to it. */
import { readFileSync } from 'node:fs'
import type { Mapping, MemoryAgent } from '../native.ts'
import { address, now, type ProcessId } from '../units.ts'
import { errno, failure } from './errno.ts'
import { AGENT_PRESENCE, ANSWER, answerType, GIFT, GIFT_TYPE, STOP_TYPE } from './gift-protocol.ts'
import type { Invoke } from './invoke.ts'
import type { KernelQueue, KernelQueues } from './kernel-queue.ts'
import { controlQueueKey } from './keys.ts'
import { type Libc, MSG_NOERROR } from './libc.ts'
import { messageBuffer, TYPE_SIZE, typeOf } from './message-buffer.ts'
import type { Presence } from './presence.ts'
import { attach } from './sections.ts'

/** Whether this process has the segment mapped already: /proc shows its id as the inode. */
function holds(shmid: number, at: number): boolean {
  const start = `${at.toString(16).padStart(8, '0')}-`
  const line = readFileSync('/proc/self/maps', 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith(start) && candidate.includes('/SYSV'))
  return Number(line?.split(/\s+/)[4]) === shmid
}

export interface AgentParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly presence: Presence
  readonly kernelQueues: KernelQueues
  readonly self: ProcessId
}

export function createAgent({ libc, invoke, presence, kernelQueues, self }: AgentParts): MemoryAgent {
  let queue: KernelQueue | null = null

  /** A queue at this process's key whose agent is gone was left by an earlier process of the same id. */
  function createQueue() {
    const key = controlQueueKey(self)
    const created = kernelQueues.create(key)
    if ('msqid' in created || created.code !== errno.EEXIST) return created
    if (!presence.removeAbandoned(key, AGENT_PRESENCE)) return created
    const abandoned = kernelQueues.find(key)
    if (!abandoned.error) kernelQueues.removeQueue(abandoned.value)
    return kernelQueues.create(key)
  }

  function answer(msqid: number, buffer: Buffer, adopt: (gift: Mapping) => void) {
    const { tid, question, shmid, readOnly, ...gift } = GIFT.read(buffer, TYPE_SIZE)
    const at = address(gift.address)
    const start = now()
    const { error } = attach(libc, invoke, shmid, at, readOnly === 1)
    const end = now()
    if (!error) adopt({ address: at, size: gift.size, access: readOnly ? 'read' : 'read-write', token: shmid })
    const held = error && holds(shmid, at) ? 1 : 0
    const reply = messageBuffer(answerType(tid), ANSWER.size)
    ANSWER.write(reply, { question, errno: error?.code ?? 0, held, start, end }, TYPE_SIZE)
    invoke('msgsnd', [msqid, 'answer', ANSWER.size, 0], () => libc.msgsnd(msqid, reply, ANSWER.size, 0))
  }

  return {
    listen() {
      const created = createQueue()
      if (!('msqid' in created)) return failure(created)
      const raised = presence.raise(created.semid, AGENT_PRESENCE)
      if (raised.error) {
        kernelQueues.remove(created)
        return failure(raised.error)
      }
      queue = created
      return { ok: true, value: undefined }
    },
    serve(adopt) {
      if (!queue) return
      const { msqid } = queue
      // One byte more than a gift has: what is longer is cut off, seen to be none of ours, and ignored.
      const buffer = messageBuffer(0, GIFT.size + 1)
      for (;;) {
        // Lowest type first: gifts that wait already are answered before the agent stops.
        const received = invoke('msgrcv', [msqid, 'gift or stop', 'MSG_NOERROR'], () =>
          libc.msgrcv(msqid, buffer, GIFT.size + 1, -STOP_TYPE, MSG_NOERROR),
        )
        if (received.error || typeOf(buffer) === STOP_TYPE) break
        if (typeOf(buffer) === GIFT_TYPE && received.value === GIFT.size) answer(msqid, buffer, adopt)
      }
      kernelQueues.remove(queue)
      queue = null
    },
    stop(pid) {
      const found = kernelQueues.find(controlQueueKey(pid))
      if (found.error) return
      invoke('msgsnd', [found.value, 'stop', 0, 0], () => libc.msgsnd(found.value, messageBuffer(STOP_TYPE, 0), 0, 0))
    },
  }
}
