/** DosExecPgm and DosWaitChild. Source: Control Program Programming Reference. */
import type { CallEnd, KernelCall, Tracer } from '../trace.ts'
import type { ProcessId } from '../units.ts'
import { ERROR_CHILD_NOT_COMPLETE, ERROR_FILE_NOT_FOUND, errorName, NO_ERROR } from './errors.ts'
import { type DCWA_PROCESS, type DCWW_NOWAIT, DCWW_WAIT, type EXEC_ASYNCRESULT } from './flags.ts'
import type { Out } from './out.ts'

/** For an asynchronous start `codeTerminate` holds the child's process id; after its end, how it ended. */
export interface ResultCodes {
  codeTerminate: number
  codeResult: number
}

/** Who starts processes: the thread that runs the program cannot hear of a child's end while it waits. */
export interface ProcessHost {
  /** Starts a program with its argument strings; null when it could not be started. */
  start(program: string, args: string[]): { pid: ProcessId; kernel: KernelCall } | null
  /** How a child ended; null while it runs. Waits for the end when `wait` is set. */
  result(pid: ProcessId, wait: boolean): ResultCodes | null
}

export interface ProcessCalls {
  /**
   * Starts a child process. `args` is the program's name, NUL, its parameters, NUL, NUL.
   * Returns 0 with the process id in `result.codeTerminate`, or 2.
   */
  DosExecPgm(
    objname: Out<string>,
    flag: typeof EXEC_ASYNCRESULT,
    args: string,
    environment: null,
    result: ResultCodes,
    program: string,
  ): number
  /** Collects a child's result. Returns 0, or 129 when it still runs and `option` is DCWW_NOWAIT. */
  DosWaitChild(
    action: typeof DCWA_PROCESS,
    option: typeof DCWW_WAIT | typeof DCWW_NOWAIT,
    result: ResultCodes,
    ppid: Out<ProcessId>,
    pid: ProcessId,
  ): number
}

/** The parameters in an argument block: what stands between the program's NUL and the closing double NUL. */
export const parametersOf = (args: string) => (args.split('\0')[1] ?? '').split(' ').filter(Boolean)

export function createProcessCalls(host: ProcessHost, tracer: Tracer): ProcessCalls {
  const end = (code: number): CallEnd<number> => ({ value: code, code, name: errorName(code) })

  function start(args: string, result: ResultCodes, program: string): CallEnd<number> {
    const started = host.start(program, parametersOf(args))
    if (!started) return end(ERROR_FILE_NOT_FOUND)
    tracer.add(started.kernel)
    Object.assign(result, { codeTerminate: started.pid, codeResult: 0 })
    return { ...end(NO_ERROR), out: { codeTerminate: started.pid } }
  }

  function wait(option: number, result: ResultCodes, ppid: Out<ProcessId>, pid: ProcessId): CallEnd<number> {
    const ended = host.result(pid, option === DCWW_WAIT)
    if (!ended) return end(ERROR_CHILD_NOT_COMPLETE)
    Object.assign(result, ended)
    ppid.value = pid
    return { ...end(NO_ERROR), out: { ...ended } }
  }

  return {
    DosExecPgm: (_objname, _flag, args, environment, result, program) =>
      tracer.call(
        {
          api: 'os2',
          name: 'DosExecPgm',
          args: {
            execFlag: 'EXEC_ASYNCRESULT',
            pArg: args.replaceAll('\0', '\\0'),
            pEnv: environment,
            pName: program,
          },
        },
        () => start(args, result, program),
      ),
    DosWaitChild: (_action, option, result, ppid, pid) =>
      tracer.call(
        {
          api: 'os2',
          name: 'DosWaitChild',
          args: { action: 'DCWA_PROCESS', option: option === DCWW_WAIT ? 'DCWW_WAIT' : 'DCWW_NOWAIT', pid },
          blocking: option === DCWW_WAIT,
        },
        () => wait(option, result, ppid, pid),
      ),
  }
}
