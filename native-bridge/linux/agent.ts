/** The memory agent: maps into its own process what others give to it. */
import type { MemoryAgent } from '../native.ts'
import { type Address, address, now, type ProcessId } from '../units.ts'
import type { ControlQueues } from './control-queue.ts'
import { errno, failure } from './errno.ts'
import {
  AGENT_PRESENCE,
  ANSWER,
  answerType,
  GIFT,
  GIFT_TYPE,
  LAST_QUESTION_TYPE,
  STOP_TYPE,
} from './gift-protocol.ts'
import type { Invoke } from './invoke.ts'
import type { KernelQueue, KernelQueues } from './kernel-queue.ts'
import { type Libc, MSG_NOERROR } from './libc.ts'
import { messageBuffer, TYPE_SIZE, typeOf } from './message-buffer.ts'
import type { Presence } from './presence.ts'
import type { Segments } from './segments.ts'
import type { Send } from './send.ts'

/** How often an address must be found taken, by something else than the gift, until it is. */
const ATTEMPTS = 20

export interface AgentParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly presence: Presence
  readonly kernelQueues: KernelQueues
  readonly controlQueues: ControlQueues
  readonly segments: Segments
  readonly send: Send
  readonly self: ProcessId
}

const unlimited = { protectErrno: 0, protectStart: 0, protectEnd: 0 }

type Adopt = Parameters<MemoryAgent['serve']>[0]

export function createAgent(parts: AgentParts): MemoryAgent {
  const { libc, invoke, presence, kernelQueues, controlQueues, segments, send, self } = parts
  let queue: KernelQueue | null = null

  function listen(): ReturnType<MemoryAgent['listen']> {
    const created = controlQueues.create(self)
    if (!('msqid' in created)) return failure(created)
    const raised = presence.raise(created.semid, AGENT_PRESENCE)
    if (raised.error) {
      kernelQueues.remove(created)
      return failure(raised.error)
    }
    queue = created
    return { ok: true, value: undefined }
  }

  /**
   * Attaches the segment, unless the process has it already. Its program may free it, or get it, between two looks: so
   * the address is taken by something else only when neither can be found true again and again.
   */
  function attach(shmid: number, at: Address) {
    for (let attempt = 1; ; attempt += 1) {
      const attachStart = now()
      const { error } = segments.attach(shmid, at)
      const attachEnd = now()
      const isTaken = error?.code === errno.EINVAL
      const held = isTaken && segments.holds(shmid, at)
      if (!isTaken || held || attempt === ATTEMPTS) return { error, attachStart, attachEnd, held }
    }
  }

  /** Takes the right to write away; without that the process does not keep the segment. */
  function limit(at: Address, size: number) {
    const protectStart = now()
    const { error } = segments.protect(at, size, 'read')
    const protectEnd = now()
    if (error) segments.detach(at)
    return { protectErrno: error?.code ?? 0, protectStart, protectEnd }
  }

  /** Maps the gift and has it adopted; the answer to its giver. */
  function accept(gift: ReturnType<typeof GIFT.read>, adopt: Adopt) {
    const { question, shmid, tag } = gift
    const at = address(gift.address)
    const readOnly = gift.readOnly === 1
    const { error, held, attachStart, attachEnd } = attach(shmid, at)
    // The kernel's own word: what a message said of its size might be anything.
    const status = segments.stat(shmid)
    const size = 'size' in status ? status.size : 0
    const { protectErrno, protectStart, protectEnd } = readOnly && !error ? limit(at, size) : unlimited
    if (held || (!error && protectErrno === 0)) {
      adopt({ mapping: { address: at, size, access: readOnly ? 'read' : 'read-write', token: shmid }, tag, held })
    }
    const attachErrno = error?.code ?? 0
    return {
      question,
      attachErrno,
      held: held ? 1 : 0,
      protectErrno,
      attachStart,
      attachEnd,
      protectStart,
      protectEnd,
    }
  }

  /** Whether the giver could be answered, or nobody waits for it any more. */
  function answer(msqid: number, tid: number, values: Parameters<typeof ANSWER.write>[1]): boolean {
    const reply = messageBuffer(answerType(tid), ANSWER.size)
    ANSWER.write(reply, values, TYPE_SIZE)
    return send.sendPatiently(msqid, 'answer', reply)?.code !== errno.EAGAIN
  }

  /**
   * A queue that stays full of what nobody takes is made anew: who waits for an answer on it learns that it is gone,
   * and all others can give again.
   */
  function renew() {
    if (queue) kernelQueues.remove(queue)
    queue = null
    listen()
  }

  return {
    listen,
    serve(adopt, ending = () => false) {
      // One byte more than a gift has: what is longer is cut off, seen to be none of ours, and ignored.
      const buffer = messageBuffer(0, GIFT.size + 1)
      while (queue && !ending()) {
        const { msqid } = queue
        // Lowest type first: gifts that wait already are answered before the agent stops. What is of no known type is
        // taken out as well, or it would fill the queue.
        const received = invoke('msgrcv', [msqid, 'gift or stop', 'MSG_NOERROR'], () =>
          libc.msgrcv(msqid, buffer, GIFT.size + 1, -LAST_QUESTION_TYPE, MSG_NOERROR),
        )
        if (received.error || typeOf(buffer) === STOP_TYPE) break
        if (typeOf(buffer) !== GIFT_TYPE || received.value !== GIFT.size) continue
        const gift = GIFT.read(buffer, TYPE_SIZE)
        if (!answer(msqid, gift.tid, accept(gift, adopt))) renew()
      }
      if (queue) kernelQueues.remove(queue)
      queue = null
    },
    stop(pid) {
      const found = controlQueues.find(pid)
      if (!found.ok) return
      const refused = send.sendAtOnce(found.value, 'stop', messageBuffer(STOP_TYPE, 0))
      // There is no room to say it, so the agent is woken otherwise.
      if (refused?.code === errno.EAGAIN) kernelQueues.removeQueue(found.value)
    },
  }
}
