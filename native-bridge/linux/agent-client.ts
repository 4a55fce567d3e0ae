/** The giver's side of a Give. */
import type { Access, KernelError, Mapping, Result } from '../native.ts'
import type { KernelLog } from '../trace.ts'
import { hexadecimal, nanoseconds, type ProcessId } from '../units.ts'
import { errno, failure, nameOf } from './errno.ts'
import { AGENT_PRESENCE, ANSWER, answerType, GIFT, GIFT_TYPE } from './gift-protocol.ts'
import type { Invoke } from './invoke.ts'
import type { KernelQueues } from './kernel-queue.ts'
import { controlQueueKey } from './keys.ts'
import type { Libc } from './libc.ts'
import { messageBuffer, TYPE_SIZE } from './message-buffer.ts'
import type { Presence } from './presence.ts'

export interface Gift {
  readonly mapping: Mapping
  readonly target: ProcessId
  readonly access: Access
}

export interface GiverParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly log: KernelLog
  readonly presence: Presence
  readonly kernelQueues: KernelQueues
  readonly self: ProcessId
}

/** Returns what gives: it waits until the target has mapped the section, so that its use counts from then on. */
export function createGiver({ libc, invoke, log, presence, kernelQueues, self }: GiverParts) {
  const tid: number = libc.gettid()
  // Thread ids are used again one day: what an earlier thread of this id left unread must not pass for an answer.
  let question = Math.floor(Math.random() * 2 ** 32)

  function ask(msqid: number, { mapping, access }: Gift): KernelError | null {
    question = (question + 1) % 2 ** 32
    const buffer = messageBuffer(GIFT_TYPE, GIFT.size)
    const readOnly = access === 'read' ? 1 : 0
    const { address, size, token: shmid } = mapping
    GIFT.write(buffer, { tid, question, address, size, shmid, readOnly }, TYPE_SIZE)
    return invoke('msgsnd', [msqid, 'gift', GIFT.size, 0], () => libc.msgsnd(msqid, buffer, GIFT.size, 0)).error
  }

  /** Wakes with EIDRM when the target dies and its queue is swept. */
  function waitForAnswer(msqid: number) {
    const buffer = messageBuffer(0, ANSWER.size)
    for (;;) {
      const { error } = invoke('msgrcv', [msqid, 'answer', ANSWER.size, 0], () =>
        libc.msgrcv(msqid, buffer, ANSWER.size, answerType(tid), 0),
      )
      if (error) return { error }
      const answer = ANSWER.read(buffer, TYPE_SIZE)
      if (answer.question === question) return { error, answer }
    }
  }

  /** The one call that the Give made in the other process. */
  function report({ mapping, target, access }: Gift, error: KernelError | null, start: number, end: number) {
    log.add({
      name: 'shmat',
      args: [mapping.token, hexadecimal(mapping.address), access === 'read' ? 'SHM_RDONLY' : 0],
      result: error ? '-1' : hexadecimal(mapping.address),
      errno: error,
      start: nanoseconds(start),
      end: nanoseconds(end),
      pid: target,
    })
  }

  return (gift: Gift): Result<void> => {
    const { target } = gift
    // Who gives has it mapped.
    if (target === self) return { ok: true, value: undefined }
    const alive = invoke('kill', [target, 0], () => libc.kill(target, 0))
    if (alive.error?.code === errno.ESRCH) return failure(alive.error)
    const key = controlQueueKey(target)
    const absent = presence.absence(key, AGENT_PRESENCE, 'no-process')
    if (absent) return absent
    const queue = kernelQueues.find(key)
    if (queue.error) return failure(queue.error, 'no-process')

    const refused = ask(queue.value, gift)
    if (refused) return failure(refused, 'no-process')
    const { error: gone, answer } = waitForAnswer(queue.value)
    if (gone) return failure(gone, 'no-process')

    const error = answer.errno === 0 ? null : { code: answer.errno, name: nameOf(answer.errno) }
    report(gift, error, answer.start, answer.end)
    if (!error || answer.held) return { ok: true, value: undefined }
    return failure(error, error.code === errno.EINVAL ? 'address-taken' : undefined)
  }
}
