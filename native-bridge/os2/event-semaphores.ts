/**
 * Event semaphores: they count their posts, and stay posted until they are reset. Source: Control Program Reference.
 *
 * Whether one is posted the kernel's event alone decides; the record holds how often it was posted since, and means
 * nothing while it is not. So a waiter that takes an auto-reset event has nothing to write.
 */
import type { Native } from '../native.ts'
import type { Out } from '../out.ts'
import type { CallEnd } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import { type Caller, endOf } from './caller.ts'
import {
  ERROR_ALREADY_POSTED,
  ERROR_ALREADY_RESET,
  ERROR_INTERRUPT,
  ERROR_TIMEOUT,
  ERROR_TOO_MANY_POSTS,
  errorOf,
  NO_ERROR,
} from './errors.ts'
import { semaphoreFlagNames } from './flags.ts'
import { semaphoreName } from './names.ts'
import { making, SEMAPHORE_HANDLES } from './needs.ts'
import type { OpenSemaphore, OpenSemaphores } from './open-semaphores.ts'
import { createSemaphoreCaller, inMilliseconds, opening } from './semaphore-caller.ts'
import { EVENT } from './semaphore-record.ts'

export interface EventSemaphoreCalls {
  /** `fState` true: it is posted from the start. Returns 0, 87, 123, 285 for a name in use, or 290. */
  DosCreateEventSem(name: string | null, phev: Out<number>, flAttr: number, fState: boolean): number
  /** By name, with 0 in `phev`, or by the handle in it. Returns 0, 6, 87, 123, 187 or 291. */
  DosOpenEventSem(name: string | null, phev: Out<number>): number
  /** Returns 0, 6, 95, 298 for one post too many, or 299: it was posted already, and this post counts all the same. */
  DosPostEventSem(hev: number): number
  /** `ms` 0 returns at once, −1 waits for ever. Returns 0, 6, 95 or 640. */
  DosWaitEventSem(hev: number, ms: number): number
  /** `posts` receives how often it was posted since the last reset. Returns 0, 6, 95, or 300 when it was not. */
  DosResetEventSem(hev: number, posts: Out<number>): number
  /** Returns 0, 6 or 95. */
  DosQueryEventSem(hev: number, posts: Out<number>): number
  /** The last close in the last process destroys it. Returns 0 or 6. */
  DosCloseEventSem(hev: number): number
}

const MOST_POSTS = 0xffff

export function createEventSemaphoreCalls(
  native: Native,
  caller: Caller,
  open: OpenSemaphores,
  interrupted: () => boolean,
): EventSemaphoreCalls {
  const { events, mutexes } = native

  /** One process at a time; who died in the middle has left a record that is whole. */
  function locked({ lock }: OpenSemaphore, body: () => number): number {
    if (!lock) return body()
    const acquired = mutexes.acquire(lock, Number.POSITIVE_INFINITY, interrupted)
    if (!acquired.ok) return errorOf(acquired)
    if (acquired.value === 'interrupted') return ERROR_INTERRUPT
    try {
      return body()
    } finally {
      mutexes.release(lock)
    }
  }

  function opened(result: OpenSemaphore | number, phev: Out<number>): CallEnd<number> {
    if (typeof result === 'number') return endOf(result)
    phev.value = result.handle
    return endOf(NO_ERROR, { out: { phev: hexadecimal(result.handle) } })
  }

  function post(event: OpenSemaphore): number {
    const signalled = events.signal(event.object)
    if (!signalled.ok) return errorOf(signalled)
    const posts = signalled.value ? open.read(event).posts : 0
    if (posts >= MOST_POSTS) return ERROR_TOO_MANY_POSTS
    open.write(event, { posts: posts + 1 })
    return signalled.value ? ERROR_ALREADY_POSTED : NO_ERROR
  }

  function reset(event: OpenSemaphore, posts: Out<number>): number {
    const wasSignalled = events.reset(event.object)
    if (!wasSignalled.ok) return errorOf(wasSignalled)
    posts.value = wasSignalled.value ? open.read(event).posts : 0
    return wasSignalled.value ? NO_ERROR : ERROR_ALREADY_RESET
  }

  function query(event: OpenSemaphore, posts: Out<number>): number {
    const signalled = events.isSignalled(event.object)
    if (!signalled.ok) return errorOf(signalled)
    posts.value = signalled.value ? open.read(event).posts : 0
    return NO_ERROR
  }

  function wait(event: OpenSemaphore, milliseconds: number): number {
    const waited = events.wait(event.object, !event.autoReset, milliseconds, interrupted)
    if (!waited.ok) return errorOf(waited)
    if (waited.value === 'timeout') return ERROR_TIMEOUT
    return waited.value === 'interrupted' ? ERROR_INTERRUPT : NO_ERROR
  }

  /** A call that tells how many posts there were. */
  const counted = (event: OpenSemaphore, posts: Out<number>, body: () => number) =>
    endOf(locked(event, body), { out: { pulPostCt: posts.value } })

  const call = createSemaphoreCaller(caller, open, EVENT, 'hev')

  return {
    DosCreateEventSem: (name, phev, flAttr, fState) =>
      caller(
        'DosCreateEventSem',
        { pszName: name, flAttr: semaphoreFlagNames(flAttr), fState },
        () => opened(open.create(EVENT, name, flAttr, fState), phev),
        making(SEMAPHORE_HANDLES, name === null ? null : semaphoreName(name)),
      ),
    DosOpenEventSem: (name, phev) =>
      caller(
        'DosOpenEventSem',
        { pszName: name, phev: hexadecimal(phev.value) },
        () => opened(open.open(EVENT, name, phev.value), phev),
        opening(name, phev.value),
      ),
    DosPostEventSem: (hev) =>
      call('DosPostEventSem', hev, 'write', (event) => endOf(locked(event, () => post(event)))),
    DosWaitEventSem: (hev, ms) =>
      call('DosWaitEventSem', hev, 'write', (event) => endOf(wait(event, inMilliseconds(ms))), ms),
    DosResetEventSem: (hev, posts) =>
      call('DosResetEventSem', hev, 'write', (event) => counted(event, posts, () => reset(event, posts))),
    DosQueryEventSem: (hev, posts) =>
      call('DosQueryEventSem', hev, 'read', (event) => counted(event, posts, () => query(event, posts))),
    DosCloseEventSem: (hev) =>
      call('DosCloseEventSem', hev, 'free', (event) => {
        open.close(event)
        return endOf(NO_ERROR)
      }),
  }
}
