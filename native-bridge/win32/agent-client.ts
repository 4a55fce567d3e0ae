/** The giver's side of a Give. */
import type { Access, KernelError, Mapping, Result } from '../native.ts'
import type { KernelCall, KernelLog } from '../trace.ts'
import { hexadecimal, nanoseconds, now, type ProcessId } from '../units.ts'
import {
  CURRENT_PROCESS,
  DUPLICATE_CLOSE_SOURCE,
  DUPLICATE_SAME_ACCESS,
  FILE_MAP_ALL_ACCESS,
  PROCESS_DUP_HANDLE,
} from '../winnt.ts'
import { failure, kernelError, winerror } from './errors.ts'
import { ANSWER, GIFT, GIFT_KIND, pipeName } from './gift-protocol.ts'
import type { Invoke } from './invoke.ts'
import type { Kernel32 } from './kernel32.ts'
import { createProcessAccess } from './processes.ts'

/** How long a giver waits for an agent that is busy with others, in milliseconds. */
const BUSY_TIMEOUT = 10_000

export interface Giving {
  readonly mapping: Mapping
  readonly target: ProcessId
  readonly access: Access
  readonly tag: number
}

/** Sends one message to an agent and waits for the answer: the bytes of `answer` it has filled, or why none came. */
export function createCallAgent(kernel32: Kernel32, invoke: Invoke) {
  const read = Buffer.alloc(4)

  return (pid: ProcessId, kind: string, question: Buffer, answer: Buffer, timeout = BUSY_TIMEOUT) => {
    const name = pipeName(pid)
    const giveUp = now() + timeout * 1e6
    for (;;) {
      const { error } = invoke(
        'CallNamedPipeW',
        [name, kind, question.length, 'answer', answer.length, timeout],
        () => kernel32.CallNamedPipeW(name, question, question.length, answer, answer.length, read, timeout),
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

const errorOf = (code: number): KernelError | null => (code === 0 ? null : kernelError(code))

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
  function duplicate(process: number, { mapping }: Giving) {
    const buffer = Buffer.alloc(8)
    const handle = () => buffer.readUInt32LE()
    const { error } = invoke(
      'DuplicateHandle',
      ['self', mapping.token, 'target', 'handle', 'FILE_MAP_ALL_ACCESS', false, 0],
      () => kernel32.DuplicateHandle(CURRENT_PROCESS, mapping.token, process, buffer, FILE_MAP_ALL_ACCESS, 0, 0),
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

  /** The calls that the Give made in the other process; the error is the one that it failed with. */
  function report({ mapping, target, access }: Giving, handle: number, answer: ReturnType<typeof ANSWER.read>) {
    const at = hexadecimal(mapping.address)
    const add = (call: Pick<KernelCall, 'name' | 'args' | 'result' | 'errno'>, start: number, end: number) =>
      log.add({ ...call, start: nanoseconds(start), end: nanoseconds(end), pid: target })

    const refused = errorOf(answer.mapError)
    const args = [handle, 'FILE_MAP_ALL_ACCESS', 0, 0, 0, at]
    const map = { name: 'MapViewOfFileEx', args, result: refused ? '0' : at, errno: refused }
    add(map, answer.mapStart, answer.mapEnd)
    if (refused || access === 'read-write') return refused

    const error = errorOf(answer.protectError)
    const protect = {
      name: 'VirtualProtect',
      args: [at, mapping.size, 'PAGE_READONLY'],
      result: error ? '0' : '1',
      errno: error,
    }
    add(protect, answer.protectStart, answer.protectEnd)
    return error
  }

  /** Has the target map its new handle. `kept` says whether it needs that handle from now on. */
  function ask(giving: Giving, handle: number): { result: Result<void>; kept: boolean } {
    const { mapping, target, access, tag } = giving
    const { address, size } = mapping
    const question = Buffer.alloc(GIFT.size)
    const readOnly = access === 'read' ? 1 : 0
    GIFT.write(question, { kind: GIFT_KIND, address, size, handle, readOnly, tag })
    const buffer = Buffer.alloc(ANSWER.size)
    // One call asks and waits: what is done now is done before it.
    log.answerAwaited?.()
    const { error: lost, size: answered } = callAgent(target, 'gift', question, buffer)
    if (lost) return { result: failure(lost, noAgent.includes(lost.code) ? 'no-process' : undefined), kept: false }
    if (answered !== ANSWER.size) return { result: { ok: false, reason: 'refused', error: null }, kept: false }

    const answer = ANSWER.read(buffer)
    const error = report(giving, handle, answer)
    if (!error || answer.held) return { result: { ok: true, value: undefined }, kept: !error }
    return { result: failure(error), kept: false }
  }

  function giveTo(process: number, giving: Giving): Result<void> {
    const ended = { ok: false, reason: 'no-process', error: null } as const
    if (!isRunning(process)) return ended
    const there = duplicate(process, giving)
    // A process that ends meanwhile answers with ERROR_ACCESS_DENIED.
    if (there.error) return failure(there.error, isRunning(process) ? undefined : 'no-process')
    const { result, kept } = ask(giving, there.value)
    if (!kept) takeBack(process, there.value)
    return result
  }

  return (giving: Giving): Result<void> => {
    const { target } = giving
    // Who gives has it mapped.
    if (target === self) return { ok: true, value: undefined }
    const opened = open(target, { mask: PROCESS_DUP_HANDLE, name: 'PROCESS_DUP_HANDLE' })
    if (opened.error) {
      return failure(opened.error, opened.error.code === winerror.ERROR_INVALID_PARAMETER ? 'no-process' : undefined)
    }
    const result = giveTo(opened.value, giving)
    close(opened.value)
    return result
  }
}
