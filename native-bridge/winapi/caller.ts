/** How the calls of the Win32 personality are made and how they end. */
import type { Answer, Handle } from '../kernel-objects.ts'
import type { CallEnd, Scalar, Tracer } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import { type Needs, pendingOf } from '../uses.ts'
import { CURRENT_PROCESS, CURRENT_THREAD } from '../winnt.ts'
import { errorName, NO_ERROR } from './errors.ts'

export interface Ending {
  /** The object that the call was about. */
  readonly object?: string | undefined
  readonly out?: Record<string, Scalar>
  readonly undocumented?: string
  /** Whether the call did what it was asked, whatever GetLastError tells. */
  readonly ok?: boolean
}

export interface Caller {
  call<T>(name: string, args: Record<string, Scalar>, body: () => CallEnd<T>, needs?: Needs): T
  /** The end of a call that did what it was to do; GetLastError is as before. */
  succeeded<T>(value: T, ending?: Ending): CallEnd<T>
  /** The end of one after which GetLastError tells `code`; `value` is what it returns then. */
  told<T>(value: T, code: number, ending?: Ending): CallEnd<T>
  /** The end of a call that returns a BOOL. */
  done(answer: Answer<unknown>, ending?: Ending): CallEnd<boolean>
  lastError(): number
}

/** As a program's source would write it: `0x0000012C`, or the name of a handle that every process has. */
export function shownHandle(handle: Handle): string {
  if (handle === CURRENT_PROCESS) return 'GetCurrentProcess()'
  if (handle === CURRENT_THREAD) return 'GetCurrentThread()'
  return hexadecimal(handle)
}

/** 32 bits without a sign, as C converts what it is given. */
export const unsigned = (value: number) => value >>> 0

export function createCaller(tracer: Tracer): Caller {
  let lastError = NO_ERROR as number

  const end = <T>(value: T, code: number, { object, out, undocumented, ok }: Ending): CallEnd<T> => ({
    value,
    code,
    name: errorName(code),
    ok: ok ?? code === NO_ERROR,
    object,
    out,
    undocumented,
  })

  function told<T>(value: T, code: number, ending: Ending = {}) {
    lastError = code
    return end(value, code, ending)
  }

  return {
    call: (name, args, body, needs) => tracer.call(pendingOf('winapi', name, args, needs), body),
    succeeded: (value, ending = {}) => end(value, NO_ERROR, ending),
    told,
    done: (answer, ending = {}) => (answer.ok ? end(true, NO_ERROR, ending) : told(false, answer.code, ending)),
    lastError: () => lastError,
  }
}
