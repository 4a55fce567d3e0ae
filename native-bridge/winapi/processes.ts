/** Processes. Source: Windows SDK, CreateProcessW, GetExitCodeProcess, TerminateProcess, ExitProcess. */
import { type Handle, handle, type KernelObjects } from '../kernel-objects.ts'
import type { Out } from '../out.ts'
import type { KernelCall, Tracer } from '../trace.ts'
import { hexadecimal, type ProcessId, processId } from '../units.ts'
import { processObject, usesName } from '../uses.ts'
import { CURRENT_PROCESS } from '../winnt.ts'
import { type Caller, shownHandle, unsigned } from './caller.ts'
import { parseCommandLine } from './command-line.ts'
import { ERROR_FILE_NOT_FOUND, ERROR_INVALID_PARAMETER } from './errors.ts'
import type { Identities } from './identities.ts'
import type { Records } from './records.ts'

/** What CreateProcess fills. */
export interface ProcessInformation {
  hProcess: Handle
  hThread: Handle
  dwProcessId: ProcessId
  dwThreadId: number
}
export const processInformation = (): ProcessInformation => ({
  hProcess: handle(0),
  hThread: handle(0),
  dwProcessId: processId(0),
  dwThreadId: 0,
})

/** What a process is started with; nothing of it means anything to a program without windows. */
export interface StartupInfo {
  cb: number
}
export const startupInfo = (): StartupInfo => ({ cb: 104 })

/** Who starts processes: the thread that runs the program cannot hear of a child's end while it waits. */
export interface ProcessHost {
  /** Starts a program with its arguments; null when it could not be started. */
  start(program: string, args: string[]): { pid: ProcessId; kernel: KernelCall } | null
  /** With which code a child has ended; null while that is not known. */
  exitCode(pid: ProcessId): number | null
  /** Lets time pass; false when the process is about to end. */
  pause(milliseconds: number): boolean
}

/** Leaves the program, which has ended itself with ExitProcess. */
export class ProcessExit extends Error {
  override readonly name = 'ProcessExit'
  constructor(readonly code: number) {
    super(`the process has ended itself with exit code ${code}`)
  }
}

export interface ProcessCalls {
  /**
   * Starts the program that `lpApplicationName` or else the command line names, with the arguments of the latter.
   * FALSE when it cannot be started: 2, or 87 without any name.
   */
  CreateProcess(
    lpApplicationName: string | null,
    lpCommandLine: string | null,
    lpProcessAttributes: null,
    lpThreadAttributes: null,
    bInheritHandles: boolean,
    dwCreationFlags: number,
    lpEnvironment: null,
    lpCurrentDirectory: string | null,
    lpStartupInfo: StartupInfo | null,
    lpProcessInformation: ProcessInformation,
  ): boolean
  /** `lpExitCode` receives STILL_ACTIVE (259) while it runs. FALSE: 5 or 6. */
  GetExitCodeProcess(hProcess: Handle, lpExitCode: Out<number>): boolean
  /** Ends it at once. FALSE: 5 or 6. */
  TerminateProcess(hProcess: Handle, uExitCode: number): boolean
  /** Ends the calling process. */
  ExitProcess(uExitCode: number): never
  GetCurrentProcess(): Handle
  GetCurrentProcessId(): ProcessId
}

/** What a process leaves that was ended from outside, as Windows' own tools do it. */
const ENDED_FROM_OUTSIDE = 1

export interface ProcessParts {
  readonly objects: KernelObjects
  readonly host: ProcessHost
  readonly tracer: Tracer
  readonly caller: Caller
  readonly identities: Identities
  readonly self: ProcessId
  readonly records: Records
}

export function createProcessCalls(parts: ProcessParts): ProcessCalls {
  const { objects, host, tracer, caller, identities, records, self } = parts
  const { call, succeeded, told, done } = caller

  function start(application: string | null, commandLine: string | null, information: ProcessInformation) {
    const { program, args } = parseCommandLine(commandLine ?? '')
    const name = application ?? program
    if (name === '') return told(false, ERROR_INVALID_PARAMETER)
    const started = host.start(name, args)
    if (!started) return told(false, ERROR_FILE_NOT_FOUND)
    const { pid, kernel } = started
    tracer.add(kernel)
    const opened = objects.openProcess(pid)
    if (!opened.ok) return told(false, opened.code)
    const { process, thread, threadId } = opened.value
    const identity = identities.add(process, 'process', null, pid)
    records.opened(process, identity, false)
    identities.add(thread, 'thread', null, pid)
    Object.assign(information, { hProcess: process, hThread: thread, dwProcessId: pid, dwThreadId: threadId })
    const out = {
      hProcess: hexadecimal(process),
      hThread: hexadecimal(thread),
      ...{ dwProcessId: pid, dwThreadId: threadId },
    }
    return succeeded(true, { object: identity.object, out })
  }

  function exitCode(of: Handle, lpExitCode: Out<number>) {
    const identity = identities.find(of)
    const told = objects.exitCode(of)
    if (!told.ok) return done(told, { object: identity?.object })
    const heard = told.value ?? (identity?.pid === undefined ? null : host.exitCode(identity.pid))
    lpExitCode.value = unsigned(heard ?? ENDED_FROM_OUTSIDE)
    return succeeded(true, { object: identity?.object, out: { lpExitCode: lpExitCode.value } })
  }

  return {
    CreateProcess(
      lpApplicationName,
      lpCommandLine,
      lpProcessAttributes,
      lpThreadAttributes,
      bInheritHandles,
      dwCreationFlags,
      lpEnvironment,
      lpCurrentDirectory,
      _lpStartupInfo,
      lpProcessInformation,
    ) {
      const shown = {
        ...{ lpApplicationName, lpCommandLine, lpProcessAttributes, lpThreadAttributes, bInheritHandles },
        ...{ dwCreationFlags: unsigned(dwCreationFlags), lpEnvironment, lpCurrentDirectory },
      }
      return call('CreateProcess', shown, () => start(lpApplicationName, lpCommandLine, lpProcessInformation))
    },
    GetExitCodeProcess: (hProcess, lpExitCode) =>
      call(
        'GetExitCodeProcess',
        { hProcess: shownHandle(hProcess) },
        () => exitCode(hProcess, lpExitCode),
        usesName('read', identities.nameOf(hProcess)),
      ),
    TerminateProcess(hProcess, uExitCode) {
      if (hProcess === CURRENT_PROCESS) throw new ProcessExit(unsigned(uExitCode))
      const body = () =>
        done(objects.terminate(hProcess, unsigned(uExitCode)), { object: identities.nameOf(hProcess) })
      return call(
        'TerminateProcess',
        { hProcess: shownHandle(hProcess), uExitCode: unsigned(uExitCode) },
        body,
        usesName('write', identities.nameOf(hProcess)),
      )
    },
    ExitProcess(uExitCode): never {
      call('ExitProcess', { uExitCode: unsigned(uExitCode) }, () => succeeded(undefined))
      throw new ProcessExit(unsigned(uExitCode))
    },
    GetCurrentProcess: () =>
      call('GetCurrentProcess', {}, () =>
        succeeded(handle(CURRENT_PROCESS), { out: { returned: shownHandle(handle(CURRENT_PROCESS)) } }),
      ),
    GetCurrentProcessId: () =>
      call('GetCurrentProcessId', {}, () =>
        succeeded(self, { object: processObject(self), out: { returned: self } }),
      ),
  }
}
