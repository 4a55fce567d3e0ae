/** Mutex semaphores: one thread owns one at a time, and nobody any more once an owner has died with it. */
import type { Native } from '../native.ts'
import type { Out } from '../out.ts'
import type { CallEnd } from '../trace.ts'
import { hexadecimal, type ProcessId, processId } from '../units.ts'
import { type Caller, endOf } from './caller.ts'
import {
  ERROR_INTERRUPT,
  ERROR_NOT_OWNER,
  ERROR_SEM_BUSY,
  ERROR_SEM_OWNER_DIED,
  ERROR_TIMEOUT,
  ERROR_TOO_MANY_SEM_REQUESTS,
  errorOf,
  NO_ERROR,
} from './errors.ts'
import { semaphoreFlagNames } from './flags.ts'
import { semaphoreName } from './names.ts'
import { making, SEMAPHORE_HANDLES } from './needs.ts'
import type { OpenSemaphore, OpenSemaphores } from './open-semaphores.ts'
import { createSemaphoreCaller, inMilliseconds, opening } from './semaphore-caller.ts'
import { MUTEX } from './semaphore-record.ts'
import { FIRST_THREAD } from './windows.ts'

export interface MutexSemaphoreCalls {
  /** `fState` true: the caller owns it from the start. Returns 0, 87, 123, 285 for a name in use, or 290. */
  DosCreateMutexSem(name: string | null, phmtx: Out<number>, flAttr: number, fState: boolean): number
  /** As DosOpenEventSem; 105 when an owner has died: then it is open, and DosQueryMutexSem tells who. */
  DosOpenMutexSem(name: string | null, phmtx: Out<number>): number
  /** An owner may request it again, and then releases it as often. Returns 0, 6, 95, 103, 105 or 640. */
  DosRequestMutexSem(hmtx: number, ms: number): number
  /** Returns 0, 6 or 288. */
  DosReleaseMutexSem(hmtx: number): number
  /** Who owns it, and how often; a count of 0 when nobody does. Returns 0, 6, or 105 with the owner that died. */
  DosQueryMutexSem(hmtx: number, ppid: Out<ProcessId>, ptid: Out<number>, count: Out<number>): number
  /** Returns 0, 6, or 301 while the caller owns it. */
  DosCloseMutexSem(hmtx: number): number
}

const MOST_REQUESTS = 0xffff

export function createMutexSemaphoreCalls(
  { mutexes, processes }: Native,
  caller: Caller,
  open: OpenSemaphores,
  interrupted: () => boolean,
): MutexSemaphoreCalls & { release(): void } {
  const hasDied = (mutex: OpenSemaphore) => open.read(mutex).died === 1
  const ownedBySelf = (count: number) => ({ pid: processes.self, tid: FIRST_THREAD, count })

  function opened(result: OpenSemaphore | number, phmtx: Out<number>): CallEnd<number> {
    if (typeof result === 'number') return endOf(result)
    phmtx.value = result.handle
    if (result.owned > 0) open.write(result, ownedBySelf(result.owned))
    const code = hasDied(result) ? ERROR_SEM_OWNER_DIED : NO_ERROR
    return endOf(code, { out: { phmtx: hexadecimal(result.handle) } })
  }

  function request(mutex: OpenSemaphore, milliseconds: number): number {
    if (hasDied(mutex)) return ERROR_SEM_OWNER_DIED
    if (mutex.owned >= MOST_REQUESTS) return ERROR_TOO_MANY_SEM_REQUESTS
    const acquired = mutexes.acquire(mutex.object, milliseconds, interrupted)
    if (!acquired.ok) return errorOf(acquired)
    if (acquired.value === 'timeout') return ERROR_TIMEOUT
    if (acquired.value === 'interrupted') return ERROR_INTERRUPT
    // The kernel hands it on; OS/2 lets nobody have it any more.
    if (acquired.value === 'abandoned') open.write(mutex, { died: 1 })
    if (hasDied(mutex)) {
      mutexes.release(mutex.object)
      return ERROR_SEM_OWNER_DIED
    }
    mutex.owned += 1
    open.write(mutex, ownedBySelf(mutex.owned))
    return NO_ERROR
  }

  function release(mutex: OpenSemaphore): number {
    if (mutex.owned === 0) return ERROR_NOT_OWNER
    mutex.owned -= 1
    // Before the kernel lets the next one in, who writes itself there.
    open.write(mutex, ownedBySelf(mutex.owned))
    const released = mutexes.release(mutex.object)
    return released.ok ? NO_ERROR : errorOf(released)
  }

  function query(mutex: OpenSemaphore, ppid: Out<ProcessId>, ptid: Out<number>, pcount: Out<number>) {
    const { pid, tid, count, died } = open.read(mutex)
    const dead = died === 1 || (count > 0 && !processes.isAlive(processId(pid)))
    const told = count > 0 || dead ? { pid, tid, count } : { pid: 0, tid: 0, count: 0 }
    ppid.value = processId(told.pid)
    ptid.value = told.tid
    pcount.value = told.count
    return endOf(dead ? ERROR_SEM_OWNER_DIED : NO_ERROR, {
      out: { ppid: told.pid, ptid: told.tid, pulCount: told.count },
    })
  }

  const call = createSemaphoreCaller(caller, open, MUTEX, 'hmtx')

  return {
    DosCreateMutexSem: (name, phmtx, flAttr, fState) =>
      caller(
        'DosCreateMutexSem',
        { pszName: name, flAttr: semaphoreFlagNames(flAttr), fState },
        () => opened(open.create(MUTEX, name, flAttr, fState), phmtx),
        making(SEMAPHORE_HANDLES, name === null ? null : semaphoreName(name)),
      ),
    DosOpenMutexSem: (name, phmtx) =>
      caller(
        'DosOpenMutexSem',
        { pszName: name, phmtx: hexadecimal(phmtx.value) },
        () => opened(open.open(MUTEX, name, phmtx.value), phmtx),
        opening(name, phmtx.value),
      ),
    DosRequestMutexSem: (hmtx, ms) =>
      call('DosRequestMutexSem', hmtx, 'write', (mutex) => endOf(request(mutex, inMilliseconds(ms))), ms),
    DosReleaseMutexSem: (hmtx) => call('DosReleaseMutexSem', hmtx, 'write', (mutex) => endOf(release(mutex))),
    DosQueryMutexSem: (hmtx, ppid, ptid, count) =>
      call('DosQueryMutexSem', hmtx, 'read', (mutex) => query(mutex, ppid, ptid, count)),
    DosCloseMutexSem: (hmtx) =>
      call('DosCloseMutexSem', hmtx, 'free', (mutex) => {
        if (mutex.owned > 0) return endOf(ERROR_SEM_BUSY)
        open.close(mutex)
        return endOf(NO_ERROR)
      }),
    release() {
      for (const mutex of open.all()) {
        if (mutex.kind !== MUTEX || mutex.owned === 0) continue
        open.write(mutex, { died: 1 })
        for (; mutex.owned > 0; mutex.owned -= 1) mutexes.release(mutex.object)
      }
    },
  }
}
