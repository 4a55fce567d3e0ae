/** Processes, as far as the kernel tells of them. */
import type { Processes } from '../native.ts'
import type { ProcessId } from '../units.ts'
import { CURRENT_PROCESS, PROCESS_QUERY_LIMITED_INFORMATION, STILL_ACTIVE } from '../winnt.ts'
import { winerror } from './errors.ts'
import type { Invoke } from './invoke.ts'
import type { Kernel32 } from './kernel32.ts'

interface ProcessRight {
  readonly mask: number
  readonly name: string
}

export function createProcessAccess(kernel32: Kernel32, invoke: Invoke) {
  return {
    /** A handle that tells how the process is, and grants `right` where one is asked for. */
    open(pid: ProcessId, right?: ProcessRight) {
      const mask = PROCESS_QUERY_LIMITED_INFORMATION | (right?.mask ?? 0)
      const names = ['PROCESS_QUERY_LIMITED_INFORMATION', ...(right ? [right.name] : [])]
      return invoke('OpenProcess', [names.join('|'), false, pid], () => kernel32.OpenProcess(mask, 0, pid))
    },
    /** A process that has ended can still be opened while anybody has a handle of it. */
    isRunning(process: number): boolean {
      const code = Buffer.alloc(4)
      const { error } = invoke('GetExitCodeProcess', [process], () => kernel32.GetExitCodeProcess(process, code), {
        show: (value) => (value === 0 ? '0' : `exit code ${code.readUInt32LE()}`),
      })
      return !error && code.readUInt32LE() === STILL_ACTIVE
    },
    close: (process: number) => invoke('CloseHandle', [process], () => kernel32.CloseHandle(process)),
  }
}

export interface ProcessesParts {
  readonly kernel32: Kernel32
  readonly invoke: Invoke
  readonly self: ProcessId
}

export function createProcesses({ kernel32, invoke, self }: ProcessesParts): Processes {
  const { open, isRunning, close } = createProcessAccess(kernel32, invoke)

  return {
    self,
    isAlive(pid) {
      const opened = open(pid)
      // Of another user's process, only that it is there can be known.
      if (opened.error) return opened.error.code === winerror.ERROR_ACCESS_DENIED
      const running = isRunning(opened.value)
      close(opened.value)
      return running
    },
    endWithParent() {
      // Nothing for a child to ask: processes have no tie to their parents here, short of a job that the parent makes.
    },
    // Handles, views, windows, queues and pipes all end with their process: there is nothing to sweep.
    sweep: () => [],
    sweepDead: () => [],
    // What is mapped ends with this process, and until then takes nothing from anybody: its slots are skipped.
    reclaim: () => [],
    exit(status): never {
      invoke('TerminateProcess', ['self', status], () => kernel32.TerminateProcess(CURRENT_PROCESS, status))
      throw new Error('TerminateProcess has returned.')
    },
  }
}
