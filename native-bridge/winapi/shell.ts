/** What starts programs as a person at the desktop does. Source: Windows SDK, ShellExecuteW, ShellExecuteExW. */
import { type Handle, handle, type KernelObjects } from '../kernel-objects.ts'
import type { Tracer } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import { processObject } from '../uses.ts'
import type { Caller } from './caller.ts'
import { ERROR_FILE_NOT_FOUND } from './errors.ts'
import { executeMaskNames, SEE_MASK_NOCLOSEPROCESS } from './flags.ts'
import type { Identities } from './identities.ts'
import type { ProcessHost } from './processes.ts'
import type { Records } from './records.ts'

/** SHELLEXECUTEINFO: what ShellExecuteEx is told, and what it fills. */
export interface ShellExecuteInfo {
  cbSize: number
  /** SEE_MASK_*. */
  fMask: number
  lpVerb: string | null
  lpFile: string
  lpParameters: string | null
  nShow: number
  /** More than 32 is success. */
  hInstApp: number
  /** With SEE_MASK_NOCLOSEPROCESS a handle of the new process, which has to be closed; NULL (0) otherwise. */
  hProcess: Handle
}
export const shellExecuteInfo = (): ShellExecuteInfo => ({
  ...{ cbSize: 0, fMask: 0, lpVerb: null, lpFile: '', lpParameters: null, nShow: 0, hInstApp: 0 },
  hProcess: handle(0),
})
/** In bytes, on 64-bit Windows. */
export const SHELL_EXECUTE_INFO_SIZE = 112

export interface ShellCalls {
  /**
   * Starts the program `lpFile`. More than 32 is success, and means nothing else; 2 where there is no such program.
   * Nothing is returned by which one could wait for the program's end.
   */
  ShellExecute(
    hwnd: null,
    lpOperation: string | null,
    lpFile: string,
    lpParameters: string | null,
    lpDirectory: string | null,
    nShowCmd: number,
  ): number
  /** The same; FALSE for a failure, which GetLastError tells: 2 where there is no such program. */
  ShellExecuteEx(pExecInfo: ShellExecuteInfo): boolean
}

/** What ShellExecute returns is no handle, and was the first number above 32 that means success on old Windows. */
const STARTED = 33

export interface ShellParts {
  readonly objects: KernelObjects
  readonly host: ProcessHost
  readonly tracer: Tracer
  readonly caller: Caller
  readonly identities: Identities
  readonly records: Records
}

export function createShellCalls({ objects, host, tracer, caller, identities, records }: ShellParts): ShellCalls {
  const { call, succeeded, told } = caller

  /** Null where there is no such program. */
  function launch(file: string, parameters: string | null) {
    const started = host.start(file, parameters === null ? [] : parameters.split(' '))
    if (started) tracer.add(started.kernel)
    return started
  }

  function start(file: string, parameters: string | null) {
    const started = launch(file, parameters)
    if (!started) return told(ERROR_FILE_NOT_FOUND, ERROR_FILE_NOT_FOUND)
    return succeeded(STARTED, { object: processObject(started.pid), out: { returned: STARTED } })
  }

  function startWith(info: ShellExecuteInfo) {
    info.hInstApp = ERROR_FILE_NOT_FOUND
    info.hProcess = handle(0)
    const started = launch(info.lpFile, info.lpParameters)
    if (!started) return told(false, ERROR_FILE_NOT_FOUND)
    const { pid } = started
    info.hInstApp = STARTED
    if ((info.fMask & SEE_MASK_NOCLOSEPROCESS) === 0) return succeeded(true, { object: processObject(pid) })
    const opened = objects.openProcess(pid)
    if (!opened.ok) return told(false, opened.code)
    const { process, thread } = opened.value
    // Nobody wants the thread's.
    objects.close(thread)
    const identity = identities.add(process, 'process', null, pid)
    records.opened(process, identity, false)
    info.hProcess = process
    return succeeded(true, { object: identity.object, out: { hProcess: hexadecimal(process) } })
  }

  return {
    ShellExecute: (hwnd, lpOperation, lpFile, lpParameters, lpDirectory, nShowCmd) =>
      call('ShellExecute', { hwnd, lpOperation, lpFile, lpParameters, lpDirectory, nShowCmd }, () =>
        start(lpFile, lpParameters),
      ),
    ShellExecuteEx(pExecInfo) {
      const { fMask, lpVerb, lpFile, lpParameters, nShow } = pExecInfo
      const shown = { fMask: executeMaskNames(fMask), lpVerb, lpFile, lpParameters, nShow }
      return call('ShellExecuteEx', shown, () => startWith(pExecInfo))
    },
  }
}
