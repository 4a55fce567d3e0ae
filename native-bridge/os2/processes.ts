/** DosExecPgm and DosWaitChild. Source: Control Program Programming Reference. */

import { type Out, out } from '../out.ts'
import type { CallEnd, KernelCall, Scalar, Tracer } from '../trace.ts'
import type { ProcessId } from '../units.ts'
import { processObject, uses } from '../uses.ts'
import { type Caller, endOf } from './caller.ts'
import {
  ERROR_CHILD_NOT_COMPLETE,
  ERROR_FILE_NOT_FOUND,
  ERROR_INTERRUPT,
  ERROR_INVALID_DATA,
  ERROR_INVALID_FUNCTION,
  ERROR_INVALID_PARAMETER,
  ERROR_INVALID_PROCID,
  ERROR_NO_CHILD_PROCESS,
  ERROR_TS_WAKEUP,
  ERROR_WAIT_NO_CHILDREN,
  NO_ERROR,
} from './errors.ts'
import {
  DCWA_PROCESS,
  DCWA_PROCESSTREE,
  DCWW_NOWAIT,
  DCWW_WAIT,
  EXEC_ASYNC,
  EXEC_ASYNCRESULT,
  EXEC_SYNC,
} from './flags.ts'

/** For an asynchronous start `codeTerminate` holds the child's process id; after its end, how it ended (TC_*). */
export interface ResultCodes {
  codeTerminate: number
  codeResult: number
}
export const resultCodes = (): ResultCodes => ({ codeTerminate: 0, codeResult: 0 })

export interface EndedChild extends ResultCodes {
  readonly pid: ProcessId
}

/** Who starts processes: the thread that runs the program cannot hear of a child's end while it waits. */
export interface ProcessHost {
  /** Starts a program with its argument strings; null when it could not be started. */
  start(program: string, args: string[]): { pid: ProcessId; kernel: KernelCall } | null
  /** The children that have ended since this was last asked. */
  ended(): EndedChild[]
  /** Sleeps until a child has ended; false when the process itself is about to end. */
  sleep(): boolean
  /** Sleeps for so many milliseconds; false when the process itself is about to end. */
  pause(milliseconds: number): boolean
}

export interface ProcessCalls {
  /**
   * Starts a child process. `pArg` is the program's name, NUL, its parameters, NUL, NUL; `pEnv` null inherits the
   * environment. EXEC_SYNC waits for its end, EXEC_ASYNC forgets its result, EXEC_ASYNCRESULT keeps it for
   * DosWaitChild. Returns 0, 1 for a way to start it that is not offered, 2 with the program's name in `objname`, 87, or
   * 95 when the waiting process ends.
   */
  DosExecPgm(
    objname: Out<string>,
    cbObjname: number,
    execFlag: number,
    pArg: string | null,
    pEnv: null,
    pRes: ResultCodes,
    pName: string,
  ): number
  /**
   * Collects the result of a child that was started with EXEC_ASYNCRESULT, or of any one for `pid` 0, whose id `ppid`
   * receives. Returns 0, 13, 95, 128 when there is no child, 129 when it still runs and `option` is DCWW_NOWAIT, 184 for
   * a process that is no child, or 303 for none at all.
   */
  DosWaitChild(action: number, option: number, pres: ResultCodes, ppid: Out<ProcessId>, pid: ProcessId): number
  /** Suspends the thread for so many milliseconds. Returns 0, or 322 when the process is about to end. */
  DosSleep(msec: number): number
}

/** The parameters in an argument block: what stands between the program's NUL and the closing double NUL. */
const parametersOf = (args: string) => (args.split('\0')[1] ?? '').split(' ').filter(Boolean)

const execFlags = new Map([
  [EXEC_SYNC, 'EXEC_SYNC'],
  [EXEC_ASYNC, 'EXEC_ASYNC'],
  [EXEC_ASYNCRESULT, 'EXEC_ASYNCRESULT'],
])
const actions = new Map([
  [DCWA_PROCESS, 'DCWA_PROCESS'],
  [DCWA_PROCESSTREE, 'DCWA_PROCESSTREE'],
])
const options = new Map([
  [DCWW_WAIT, 'DCWW_WAIT'],
  [DCWW_NOWAIT, 'DCWW_NOWAIT'],
])

export interface ProcessCallsParts {
  readonly host: ProcessHost
  readonly tracer: Tracer
  readonly caller: Caller
  readonly isAlive: (pid: ProcessId) => boolean
}

export function createProcessCalls({ host, tracer, caller, isAlive }: ProcessCallsParts): ProcessCalls {
  /** The children whose results are kept, by their process ids; null while one runs. */
  const children = new Map<ProcessId, ResultCodes | null>()

  function hearOfEnds() {
    for (const { pid, codeTerminate, codeResult } of host.ended()) {
      if (children.has(pid)) children.set(pid, { codeTerminate, codeResult })
    }
  }

  /** The child that is waited for, once it has ended; null while none has. */
  function findEnded(pid: ProcessId): [ProcessId, ResultCodes] | null {
    hearOfEnds()
    for (const [child, result] of children) if (result && (pid === 0 || pid === child)) return [child, result]
    return null
  }

  function collect(pid: ProcessId, wait: boolean, pres: ResultCodes, ppid: Out<ProcessId>): CallEnd<number> {
    let ended = findEnded(pid)
    while (!ended && wait) {
      if (!host.sleep()) return endOf(ERROR_INTERRUPT)
      ended = findEnded(pid)
    }
    if (!ended) return endOf(ERROR_CHILD_NOT_COMPLETE)
    const [child, result] = ended
    children.delete(child)
    ppid.value = child
    return endOf(NO_ERROR, { out: { ...Object.assign(pres, result), ppid: child } })
  }

  function wait(action: number, option: number, pres: ResultCodes, ppid: Out<ProcessId>, pid: ProcessId) {
    if (!actions.has(action) || !options.has(option)) {
      return endOf(ERROR_INVALID_DATA, { undocumented: 'whether an unknown action or option gives 13 or 87' })
    }
    if (pid === 0 && children.size === 0) return endOf(ERROR_WAIT_NO_CHILDREN)
    if (pid !== 0 && !children.has(pid)) return endOf(isAlive(pid) ? ERROR_NO_CHILD_PROCESS : ERROR_INVALID_PROCID)
    return collect(pid, option === DCWW_WAIT, pres, ppid)
  }

  function execute(objname: Out<string>, cb: number, flag: number, args: string, res: ResultCodes, program: string) {
    if (!execFlags.has(flag)) return endOf(ERROR_INVALID_FUNCTION)
    if (args !== '' && !args.endsWith('\0\0')) {
      return endOf(ERROR_INVALID_PARAMETER, { undocumented: 'what an argument block without its end gives' })
    }
    const started = host.start(program, parametersOf(args))
    if (!started) {
      objname.value = program.slice(0, cb)
      return endOf(ERROR_FILE_NOT_FOUND, { out: { pObjname: objname.value } })
    }
    tracer.add(started.kernel)
    if (flag !== EXEC_ASYNC) children.set(started.pid, null)
    if (flag === EXEC_SYNC) return collect(started.pid, true, res, out(started.pid))
    Object.assign(res, { codeTerminate: started.pid, codeResult: 0 })
    return endOf(NO_ERROR, { out: { codeTerminate: started.pid } })
  }

  return {
    DosExecPgm(objname, cbObjname, execFlag, pArg, pEnv, pRes, pName) {
      const args: Record<string, Scalar> = {
        cbObjname,
        execFlag: execFlags.get(execFlag) ?? execFlag,
        pArg: pArg?.replaceAll('\0', '\\0') ?? null,
        pEnv,
        pName,
      }
      const body = () => execute(objname, cbObjname, execFlag, pArg ?? '', pRes, pName)
      // Its child has no id yet.
      return caller('DosExecPgm', args, body, execFlag === EXEC_SYNC ? { waits: [], timeout: null } : {})
    },
    DosSleep: (msec) =>
      caller('DosSleep', { msec }, () => endOf(host.pause(msec) ? NO_ERROR : ERROR_TS_WAKEUP), {
        waits: [],
        timeout: msec,
      }),
    DosWaitChild(action, option, pres, ppid, pid) {
      const args = { action: actions.get(action) ?? action, option: options.get(option) ?? option, pid }
      const awaited = (pid === 0 ? [...children.keys()] : [pid]).map(processObject)
      const waiting = { waits: awaited, timeout: option === DCWW_WAIT ? null : 0 }
      const body = () => wait(action, option, pres, ppid, pid)
      return caller('DosWaitChild', args, body, { ...uses('read', ...awaited), ...waiting })
    },
  }
}
