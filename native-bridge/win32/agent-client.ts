/** The giver's side of a Give. */
import type { Access, KernelError, Mapping, Result } from '../native.ts'
import type { KernelLog } from '../trace.ts'
import { hexadecimal, nanoseconds, now, type ProcessId } from '../units.ts'
import { failure, kernelError, winerror } from './errors.ts'
import { ANSWER, GIFT, GIFT_KIND, pipeName } from './gift-protocol.ts'
import type { Invoke } from './invoke.ts'
import {
  CURRENT_PROCESS,
  DUPLICATE_CLOSE_SOURCE,
  DUPLICATE_SAME_ACCESS,
  type Kernel32,
  PROCESS_DUP_HANDLE,
} from './kernel32.ts'
import { createProcessAccess } from './processes.ts'
import { accessMask, accessName } from './sections.ts'

/** How long a giver waits for an agent that is busy with others, in milliseconds. */
const BUSY_TIMEOUT = 10_000

export interface Gift {
  readonly mapping: Mapping
  readonly target: ProcessId
  readonly access: Access
}

/** Sends one message to an agent and waits for the answer: the bytes of `answer` it has filled, or why none came. */
export function createCallAgent(kernel32: Kernel32, invoke: Invoke) {
  const read = Buffer.alloc(4)

  return (pid: ProcessId, kind: string, question: Buffer, answer: Buffer) => {
    const name = pipeName(pid)
    const giveUp = now() + BUSY_TIMEOUT * 1e6
    for (;;) {
      const { error } = invoke(
        'CallNamedPipeW',
        [name, kind, question.length, 'answer', answer.length, BUSY_TIMEOUT],
        () => kernel32.CallNamedPipeW(name, question, question.length, answer, answer.length, read, BUSY_TIMEOUT),
      )
      // Another giver was faster: after the wait for a free pipe, the kernel tries only once.
      if (error?.code === winerror.ERROR_PIPE_BUSY && now() < giveUp) continue
      return { error, size: read.readUInt32LE() }
    }
  }
}

/** The agent is not there, or has gone while it was asked. */
const noAgent: readonly number[] = [
  winerror.ERROR_FILE_NOT_FOUND,
  winerror.ERROR_BROKEN_PIPE,
  winerror.ERROR_BAD_PIPE,
  winerror.ERROR_NO_DATA,
  winerror.ERROR_PIPE_NOT_CONNECTED,
]

export interface GiverParts {
  readonly kernel32: Kernel32
  readonly invoke: Invoke
  readonly log: KernelLog
  readonly self: ProcessId
}

/** Returns what gives: it waits until the target has mapped the section, so that its use counts from then on. */
export function createGiver({ kernel32, invoke, log, self }: GiverParts) {
  const callAgent = createCallAgent(kernel32, invoke)
  const { open, isRunning, close } = createProcessAccess(kernel32, invoke)

  /** Makes a handle of the section in the target; `value` is the handle there. */
  function duplicate(process: number, { mapping, access }: Gift) {
    const buffer = Buffer.alloc(8)
    const handle = () => buffer.readUInt32LE()
    const { error } = invoke(
      'DuplicateHandle',
      ['self', mapping.token, 'target', 'handle', accessName(access), false, 0],
      () => kernel32.DuplicateHandle(CURRENT_PROCESS, mapping.token, process, buffer, accessMask(access), 0, 0),
      { show: (value) => (value === 0 ? '0' : `handle ${handle()} there`) },
    )
    return { error, value: handle() }
  }

  /** Closes a handle in the target, by moving it here: Wine does not do it where there is nowhere to move it to. */
  function takeBack(process: number, handle: number) {
    const buffer = Buffer.alloc(8)
    const { error } = invoke(
      'DuplicateHandle',
      ['target', handle, 'self', 'handle', 0, false, 'DUPLICATE_CLOSE_SOURCE|DUPLICATE_SAME_ACCESS'],
      () =>
        kernel32.DuplicateHandle(
          process,
          handle,
          CURRENT_PROCESS,
          buffer,
          0,
          0,
          DUPLICATE_CLOSE_SOURCE | DUPLICATE_SAME_ACCESS,
        ),
    )
    if (!error) close(buffer.readUInt32LE())
  }

  /** The one call that the Give made in the other process. */
  function report(
    { mapping, target, access }: Gift,
    handle: number,
    error: KernelError | null,
    at: [number, number],
  ) {
    const [start, end] = at
    log.add({
      name: 'MapViewOfFileEx',
      args: [handle, accessName(access), 0, 0, 0, hexadecimal(mapping.address)],
      result: error ? '0' : hexadecimal(mapping.address),
      errno: error,
      start: nanoseconds(start),
      end: nanoseconds(end),
      pid: target,
    })
  }

  /** Has the target map its new handle. `kept` says whether it needs that handle from now on. */
  function ask(gift: Gift, handle: number): { result: Result<void>; kept: boolean } {
    const { mapping, target, access } = gift
    const question = Buffer.alloc(GIFT.size)
    const readOnly = access === 'read' ? 1 : 0
    GIFT.write(question, { kind: GIFT_KIND, address: mapping.address, size: mapping.size, handle, readOnly })
    const buffer = Buffer.alloc(ANSWER.size)
    const { error: lost, size } = callAgent(target, 'gift', question, buffer)
    if (lost) return { result: failure(lost, noAgent.includes(lost.code) ? 'no-process' : undefined), kept: false }
    if (size !== ANSWER.size) return { result: { ok: false, reason: 'refused', error: null }, kept: false }

    const answer = ANSWER.read(buffer)
    const error = answer.error === 0 ? null : kernelError(answer.error)
    report(gift, handle, error, [answer.start, answer.end])
    if (!error || answer.held) return { result: { ok: true, value: undefined }, kept: !error }
    return { result: failure(error), kept: false }
  }

  function giveTo(process: number, gift: Gift): Result<void> {
    const ended = { ok: false, reason: 'no-process', error: null } as const
    if (!isRunning(process)) return ended
    const there = duplicate(process, gift)
    // A process that ends meanwhile answers with ERROR_ACCESS_DENIED.
    if (there.error) return failure(there.error, isRunning(process) ? undefined : 'no-process')
    const { result, kept } = ask(gift, there.value)
    if (!kept) takeBack(process, there.value)
    return result
  }

  return (gift: Gift): Result<void> => {
    const { target } = gift
    // Who gives has it mapped.
    if (target === self) return { ok: true, value: undefined }
    const opened = open(target, { mask: PROCESS_DUP_HANDLE, name: 'PROCESS_DUP_HANDLE' })
    if (opened.error) {
      return failure(opened.error, opened.error.code === winerror.ERROR_INVALID_PARAMETER ? 'no-process' : undefined)
    }
    const result = giveTo(opened.value, gift)
    close(opened.value)
    return result
  }
}
