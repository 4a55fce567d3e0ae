/** How the calls of the OS/2 personality are made and how they end. */
import type { CallEnd, Scalar, Tracer } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import { type Needs, pendingOf } from '../uses.ts'
import { isBase } from './arena.ts'
import { errorName } from './errors.ts'

export type Caller = <T>(
  name: string,
  args: Record<string, Scalar>,
  body: () => CallEnd<T>,
  /** What it does with which objects, and which it waits for, as far as that is known before. */
  needs?: Needs,
) => T

export const createCaller =
  (tracer: Tracer): Caller =>
  (name, args, body, needs) =>
    tracer.call(pendingOf('os2', name, args, needs), body)

export interface Ending {
  /** The address that the call was about: that of an object, where it can be one. */
  readonly object?: number
  readonly out?: Record<string, Scalar>
  /** What the manuals do not tell of this result: “which error a shared page gives”. */
  readonly undocumented?: string
}

/** The end of a call that returns an APIRET. */
export const endOf = (code: number, { object, out, undocumented }: Ending = {}): CallEnd<number> => ({
  value: code,
  code,
  name: errorName(code),
  object: object !== undefined && isBase(object) ? hexadecimal(object) : undefined,
  out,
  undocumented,
})
