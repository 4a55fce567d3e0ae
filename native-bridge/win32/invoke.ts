/** Makes one Win32 call, times it and reports it. */
import type { KernelError } from '../native.ts'
import type { KernelLog, Scalar } from '../trace.ts'
import { now } from '../units.ts'
import { kernelError } from './errors.ts'
import type { Kernel32 } from './kernel32.ts'

export interface Returned {
  readonly value: number
  readonly error: KernelError | null
}

export interface Reading {
  /** The code of the error, 0 for none; without it, a call that returns 0 has failed with GetLastError. */
  readonly check?: (value: number, lastError: number) => number
  /** Writes the result for a person. */
  readonly show?: (value: number) => string
}

export type Invoke = (name: string, args: Scalar[], call: () => number, reading?: Reading) => Returned

const zeroFails = (value: number, lastError: number) => (value === 0 ? lastError : 0)
/** For calls that return INVALID_HANDLE_VALUE, or -1, when they fail. */
export const minusOneFails = (value: number, lastError: number) => (value === -1 ? lastError : 0)
/** For calls that cannot fail. */
export const neverFails = () => 0

export function createInvoke({ GetLastError }: Kernel32, log: KernelLog): Invoke {
  return (name, args, call, { check = zeroFails, show = String } = {}) => {
    const start = now()
    const value = Number(call())
    // Before anything else may make a call of its own, and change it.
    const code = check(value, GetLastError())
    const error = code === 0 ? null : kernelError(code)
    log.add({ name, args, result: show(value), errno: error, start, end: now() })
    return { value, error }
  }
}
