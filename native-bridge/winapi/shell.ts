/** What starts programs as a person at the desktop does. Source: Windows SDK, ShellExecuteW. */
import type { Tracer } from '../trace.ts'
import type { Caller } from './caller.ts'
import { ERROR_FILE_NOT_FOUND } from './errors.ts'
import type { ProcessHost } from './processes.ts'

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
}

/** What ShellExecute returns is no handle, and was the first number above 32 that means success on old Windows. */
const STARTED = 33

export interface ShellParts {
  readonly host: ProcessHost
  readonly tracer: Tracer
  readonly caller: Caller
}

export function createShellCalls({ host, tracer, caller }: ShellParts): ShellCalls {
  const { call, succeeded, told } = caller

  function start(file: string, parameters: string | null) {
    const started = host.start(file, parameters === null ? [] : parameters.split(' '))
    if (!started) return told(ERROR_FILE_NOT_FOUND, ERROR_FILE_NOT_FOUND)
    tracer.add(started.kernel)
    return succeeded(STARTED, { object: `process#${started.pid}`, out: { returned: STARTED } })
  }

  return {
    ShellExecute: (hwnd, lpOperation, lpFile, lpParameters, lpDirectory, nShowCmd) =>
      call('ShellExecute', { hwnd, lpOperation, lpFile, lpParameters, lpDirectory, nShowCmd }, () =>
        start(lpFile, lpParameters),
      ),
  }
}
