/** Programs of others that were started here: job objects keep whatever they start together with them. */
import type { HeldProgram, Programs } from '../native.ts'
import type { ProcessId } from '../units.ts'
import { PROCESS_ALL_ACCESS } from '../winnt.ts'
import type { Invoke } from './invoke.ts'
import type { Kernel32 } from './kernel32.ts'

/** JOBOBJECT_EXTENDED_LIMIT_INFORMATION on 64-bit machines, in bytes. Source: Windows SDK, winnt.h. */
const LIMITS = { kind: 9, size: 144, flags: 16 } as const
const JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE = 0x2000
/** What a process leaves that was ended from outside. */
const ENDED_FROM_OUTSIDE = 1

export function createPrograms(kernel32: Kernel32, invoke: Invoke): Programs {
  const close = (handle: number) => invoke('CloseHandle', [handle], () => kernel32.CloseHandle(handle))

  function createJob(): number {
    const job = invoke('CreateJobObjectW', [null, null], () => kernel32.CreateJobObjectW(null, null)).value
    const limits = Buffer.alloc(LIMITS.size)
    limits.writeUInt32LE(JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE, LIMITS.flags)
    invoke('SetInformationJobObject', [job, 'JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE'], () =>
      kernel32.SetInformationJobObject(job, LIMITS.kind, limits, limits.length),
    )
    return job
  }

  return {
    hold(pid: ProcessId): HeldProgram {
      const process = invoke('OpenProcess', ['PROCESS_ALL_ACCESS', false, pid], () =>
        kernel32.OpenProcess(PROCESS_ALL_ACCESS, 0, pid),
      ).value
      const job = createJob()
      invoke('AssignProcessToJobObject', [job, process], () => kernel32.AssignProcessToJobObject(job, process))
      return {
        end() {
          invoke('TerminateJobObject', [job, ENDED_FROM_OUTSIDE], () =>
            kernel32.TerminateJobObject(job, ENDED_FROM_OUTSIDE),
          )
          invoke('TerminateProcess', [process, ENDED_FROM_OUTSIDE], () =>
            kernel32.TerminateProcess(process, ENDED_FROM_OUTSIDE),
          )
        },
        release() {
          close(job)
          close(process)
        },
      }
    },
  }
}
