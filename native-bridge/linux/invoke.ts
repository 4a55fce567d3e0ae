/** Makes one libc call, times it and reports it. */
import type { KernelError } from '../native.ts'
import type { KernelLog, Scalar } from '../trace.ts'
import { now } from '../units.ts'
import { errno, lastError } from './errno.ts'

export interface Returned {
  /** What the call returned; -1 when it failed. */
  readonly value: number
  readonly error: KernelError | null
}

/** Makes a call that returns -1 on failure; `show` writes its result for a person. */
export type Invoke = (name: string, args: Scalar[], call: () => number, show?: (value: number) => string) => Returned

/** A call that a signal has interrupted is made again. */
export function createInvoke(log: KernelLog): Invoke {
  return (name, args, call, show = String) => {
    for (;;) {
      const start = now()
      const value = Number(call())
      const error = value === -1 ? lastError() : null
      log.add({ name, args, result: show(value), errno: error, start, end: now() })
      if (error?.code !== errno.EINTR) return { value, error }
    }
  }
}
