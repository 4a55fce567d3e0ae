/** The giver's side of a Give. */
import type { Access, KernelError, Mapping, Result } from '../native.ts'
import type { KernelCall, KernelLog } from '../trace.ts'
import { hexadecimal, nanoseconds, type ProcessId } from '../units.ts'
import type { ControlQueues } from './control-queue.ts'
import { errno, failure, nameOf } from './errno.ts'
import { ANSWER, answerType, GIFT, GIFT_TYPE } from './gift-protocol.ts'
import type { Invoke } from './invoke.ts'
import { type Libc, MSG_NOERROR } from './libc.ts'
import { messageBuffer, TYPE_SIZE } from './message-buffer.ts'
import type { Send } from './send.ts'

export interface Giving {
  readonly mapping: Mapping
  readonly target: ProcessId
  readonly access: Access
  readonly tag: number
}

export interface GiverParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly log: KernelLog
  readonly controlQueues: ControlQueues
  readonly send: Send
  readonly self: ProcessId
}

const errorOf = (code: number): KernelError | null => (code === 0 ? null : { code, name: nameOf(code) })

/** Returns what gives: it waits until the target has mapped the section, so that its use counts from then on. */
export function createGiver({ libc, invoke, log, controlQueues, send, self }: GiverParts) {
  const tid: number = libc.gettid()
  // Thread ids are used again one day: what an earlier thread of this id left unread must not pass for an answer.
  let question = Math.floor(Math.random() * 2 ** 32)

  function ask(msqid: number, { mapping, access, tag }: Giving): KernelError | null {
    question = (question + 1) % 2 ** 32
    const buffer = messageBuffer(GIFT_TYPE, GIFT.size)
    const readOnly = access === 'read' ? 1 : 0
    const { address, token: shmid } = mapping
    GIFT.write(buffer, { tid, question, address, shmid, readOnly, tag }, TYPE_SIZE)
    return send.sendPatiently(msqid, 'gift', buffer)
  }

  /** Wakes with EIDRM when the target dies and its queue is swept. */
  function waitForAnswer(msqid: number) {
    // One byte more than an answer has: what is longer is cut off and seen to be none.
    const buffer = messageBuffer(0, ANSWER.size + 1)
    for (;;) {
      const { error, value } = invoke('msgrcv', [msqid, 'answer', ANSWER.size, 'MSG_NOERROR'], () =>
        libc.msgrcv(msqid, buffer, ANSWER.size + 1, answerType(tid), MSG_NOERROR),
      )
      if (error) return { error }
      const answer = ANSWER.read(buffer, TYPE_SIZE)
      if (value === ANSWER.size && answer.question === question) return { error, answer }
    }
  }

  /** The calls that the Give made in the other process; the error is the one that it failed with. */
  function report({ mapping, target, access }: Giving, answer: ReturnType<typeof ANSWER.read>): KernelError | null {
    const at = hexadecimal(mapping.address)
    function add(call: Pick<KernelCall, 'name' | 'args' | 'result' | 'errno'>, start: number, end: number) {
      const { name, args, result, errno } = call
      log.add({ name, args, result, errno, start: nanoseconds(start), end: nanoseconds(end), pid: target })
    }

    const refused = errorOf(answer.attachErrno)
    const result = refused ? '-1' : at
    const attach = { name: 'shmat', args: [mapping.token, at, 0], result, errno: refused }
    add(attach, answer.attachStart, answer.attachEnd)
    if (refused || access === 'read-write') return refused

    const error = errorOf(answer.protectErrno)
    const protect = {
      name: 'mprotect',
      args: [at, mapping.size, 'PROT_READ'],
      result: error ? '-1' : '0',
      errno: error,
    }
    add(protect, answer.protectStart, answer.protectEnd)
    return error
  }

  return (giving: Giving): Result<void> => {
    const { target } = giving
    // Who gives has it mapped.
    if (target === self) return { ok: true, value: undefined }
    const alive = invoke('kill', [target, 0], () => libc.kill(target, 0))
    if (alive.error?.code === errno.ESRCH) return failure(alive.error)
    const queue = controlQueues.find(target)
    if (!queue.ok) return queue

    const refused = ask(queue.value, giving)
    if (refused) return failure(refused, refused.code === errno.EAGAIN ? 'queue-full' : 'no-process')
    log.answerAwaited?.()
    const { error: gone, answer } = waitForAnswer(queue.value)
    if (gone) return failure(gone, 'no-process')

    const error = report(giving, answer)
    if (!error || answer.held) return { ok: true, value: undefined }
    return failure(error, error.code === errno.EINVAL ? 'address-taken' : undefined)
  }
}
