/** Processes behind handles, and handles of other processes. */
import { type Answer, handle, type KernelObjects } from '../../kernel-objects.ts'
import type { ProcessId } from '../../units.ts'
import { CURRENT_PROCESS, DUPLICATE_CLOSE_SOURCE, PROCESS_ALL_ACCESS, SYNCHRONIZE } from '../../winnt.ts'
import type { Invoke } from '../invoke.ts'
import { type Kernel32, TH32CS_SNAPTHREAD, THREADENTRY32 } from '../kernel32.ts'
import { done, type Opened, refused } from './answers.ts'

export interface ProcessParts {
  readonly kernel32: Kernel32
  readonly invoke: Invoke
  readonly opened: Opened
}

type ProcessCalls = Pick<KernelObjects, 'openProcess' | 'exitCode' | 'terminate' | 'duplicate'>

const POINTER = 8

export function createProcessCalls({ kernel32, invoke, opened }: ProcessParts): ProcessCalls {
  /** The oldest thread of a process comes first; 0 when there is none any more. */
  function firstThreadOf(pid: ProcessId): number {
    const snapshot = invoke('CreateToolhelp32Snapshot', ['TH32CS_SNAPTHREAD', 0], () =>
      kernel32.CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0),
    ).value
    const entry = Buffer.alloc(THREADENTRY32.size)
    entry.writeUInt32LE(THREADENTRY32.size)
    let found = 0
    for (let more = kernel32.Thread32First(snapshot, entry); more; more = kernel32.Thread32Next(snapshot, entry)) {
      if (entry.readUInt32LE(THREADENTRY32.ownerProcessId) !== pid) continue
      found = entry.readUInt32LE(THREADENTRY32.threadId)
      break
    }
    kernel32.CloseHandle(snapshot)
    return found
  }

  /** Of a process that is about to end there may be no thread any more. */
  function openThread(pid: ProcessId) {
    const threadId = firstThreadOf(pid)
    const thread = invoke('OpenThread', ['SYNCHRONIZE', false, threadId], () =>
      kernel32.OpenThread(SYNCHRONIZE, 0, threadId),
    )
    const answer = opened.opened(thread)
    return { thread: answer.ok ? answer.value : handle(0), threadId }
  }

  return {
    openProcess(pid) {
      const process = opened.opened(
        invoke('OpenProcess', ['PROCESS_ALL_ACCESS', false, pid], () =>
          kernel32.OpenProcess(PROCESS_ALL_ACCESS, 0, pid),
        ),
      )
      return process.ok ? { ok: true, value: { process: process.value, ...openThread(pid) } } : process
    },
    exitCode(process): Answer<number> {
      const code = Buffer.alloc(4)
      const { error } = invoke('GetExitCodeProcess', [process], () => kernel32.GetExitCodeProcess(process, code), {
        show: (value) => (value === 0 ? '0' : `exit code ${code.readUInt32LE()}`),
      })
      return error ? refused(error.code) : { ok: true, value: code.readUInt32LE() }
    },
    terminate: (process, code) =>
      done(invoke('TerminateProcess', [process, code], () => kernel32.TerminateProcess(process, code))),
    duplicate({ sourceProcess, source, targetProcess, access, inherit, options, isWanted }) {
      const made = Buffer.alloc(POINTER)
      const { error } = invoke(
        'DuplicateHandle',
        [sourceProcess, source, targetProcess, access, inherit, options],
        () =>
          kernel32.DuplicateHandle(
            sourceProcess,
            source,
            targetProcess,
            isWanted ? made : null,
            access,
            Number(inherit),
            options,
          ),
      )
      if (error) return refused(error.code)
      if (options & DUPLICATE_CLOSE_SOURCE && sourceProcess === CURRENT_PROCESS) opened.closed(source)
      const value = Number(made.readBigInt64LE())
      if (targetProcess === CURRENT_PROCESS && isWanted) opened.add(value)
      return { ok: true, value: handle(value) }
    },
  }
}
