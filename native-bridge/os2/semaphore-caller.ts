/** What calls about semaphores have in common, whichever kind they are of. */
import type { CallEnd, Use } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import { uses } from '../uses.ts'
import { type Caller, endOf } from './caller.ts'
import { ERROR_INVALID_HANDLE } from './errors.ts'
import type { OpenSemaphore, OpenSemaphores } from './open-semaphores.ts'

/** SEM_INDEFINITE_WAIT: −1, also as C reads it unsigned. */
export const inMilliseconds = (wait: number) =>
  wait === -1 || wait === 0xffff_ffff ? Number.POSITIVE_INFINITY : wait
const shownWait = (wait: number) => (inMilliseconds(wait) === Number.POSITIVE_INFINITY ? 'SEM_INDEFINITE_WAIT' : wait)

/** As a pending call tells it. */
const timeoutOf = (wait: number) => (Number.isFinite(inMilliseconds(wait)) ? wait : null)

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
    const waiting = ms === undefined ? {} : { waits: [object], timeout: timeoutOf(ms) }
    const shown = { [parameter]: object, ...(ms !== undefined && { ulTimeout: shownWait(ms) }) }
    const run = () => {
      const semaphore = open.find(kind, handle)
      return semaphore ? body(semaphore) : endOf(ERROR_INVALID_HANDLE)
    }
    return caller(name, shown, run, { ...uses(access, object), ...waiting })
  }
