/** What calls about semaphores have in common, whichever kind they are of. */
import type { CallEnd, Scalar, Use } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import { type Needs, usesName, usesOf } from '../uses.ts'
import { type Caller, endOf } from './caller.ts'
import { ERROR_INVALID_HANDLE } from './errors.ts'
import { semaphoreName } from './names.ts'
import { finding, leaving, SEMAPHORE_HANDLES } from './needs.ts'
import type { OpenSemaphore, OpenSemaphores } from './open-semaphores.ts'

/** SEM_INDEFINITE_WAIT: −1, also as C reads it unsigned. */
export const inMilliseconds = (wait: number) =>
  wait === -1 || wait === 0xffff_ffff ? Number.POSITIVE_INFINITY : wait
const shownWait = (wait: number) => (inMilliseconds(wait) === Number.POSITIVE_INFINITY ? 'SEM_INDEFINITE_WAIT' : wait)

/** As a pending call tells it. */
const timeoutOf = (wait: number) => (Number.isFinite(inMilliseconds(wait)) ? wait : null)

/** What opening one uses: by its name, or by its handle where there is none. */
export const opening = (name: string | null, handle: number): Needs =>
  name === null ? finding(SEMAPHORE_HANDLES, hexadecimal(handle)) : usesName('read', semaphoreName(name))

/** What processes know it by: its handle, and its name where this one has it open with it. */
function namesOf(semaphore: OpenSemaphore | undefined, handle: number): string[] {
  const name = semaphore?.name
  return name ? [hexadecimal(handle), name.text] : [hexadecimal(handle)]
}

/** Makes calls about a semaphore that this process has open; `parameter` is what its handle is called: `hev`, `hmtx`. */
export const createSemaphoreCaller =
  (caller: Caller, open: OpenSemaphores, kind: OpenSemaphore['kind'], parameter: string) =>
  (
    name: string,
    handle: number,
    access: Use['access'],
    body: (semaphore: OpenSemaphore) => CallEnd<number>,
    ms?: number,
  ) => {
    const object = hexadecimal(handle)
    const shown: Record<string, Scalar> = { [parameter]: object }
    if (ms !== undefined) shown.ulTimeout = shownWait(ms)
    const run = () => {
      const semaphore = open.find(kind, handle)
      return semaphore ? body(semaphore) : endOf(ERROR_INVALID_HANDLE)
    }
    const names = namesOf(open.find(kind, handle), handle)
    const { uses } = access === 'free' ? leaving(SEMAPHORE_HANDLES, names) : { uses: usesOf(access, names) }
    return caller(name, shown, run, ms === undefined ? { uses } : { uses, waits: [object], timeout: timeoutOf(ms) })
  }
