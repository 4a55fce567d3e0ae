/** Waiting for objects. Source: Windows SDK, WaitForSingleObject, WaitForMultipleObjects. */
import type { Handle, KernelObjects } from '../kernel-objects.ts'
import type { CallEnd } from '../trace.ts'
import { usesOf } from '../uses.ts'
import { type Caller, shownHandle, unsigned } from './caller.ts'
import { ERROR_OPERATION_ABORTED } from './errors.ts'
import { INFINITE, WAIT_ABANDONED_0, WAIT_FAILED, WAIT_OBJECT_0, WAIT_TIMEOUT } from './flags.ts'
import type { Identities } from './identities.ts'
import type { ProcessHost } from './processes.ts'
import type { Records } from './records.ts'

export interface WaitCalls {
  /**
   * `dwMilliseconds` 0 looks and does not wait, INFINITE waits for ever. Returns WAIT_OBJECT_0; WAIT_ABANDONED_0 for a
   * mutex that is owned now, and whose owner before has died with it; WAIT_TIMEOUT; or WAIT_FAILED: 5 or 6.
   */
  WaitForSingleObject(hHandle: Handle, dwMilliseconds: number): number
  /**
   * Of any: the index of the first that is signalled is added to WAIT_OBJECT_0 or WAIT_ABANDONED_0. For all: they are
   * taken all at once, or none. At most 64; WAIT_FAILED: 5, 6 or 87.
   */
  WaitForMultipleObjects(
    nCount: number,
    lpHandles: readonly Handle[],
    bWaitAll: boolean,
    dwMilliseconds: number,
  ): number
  /** Waits for nothing but the time to pass. */
  Sleep(dwMilliseconds: number): void
}

const shownTime = (milliseconds: number) => (milliseconds === INFINITE ? 'INFINITE' : milliseconds)
const withIndex = (name: string, index: number) => (index === 0 ? name : `${name}+${index}`)

export interface WaitParts {
  readonly objects: KernelObjects
  readonly caller: Caller
  readonly identities: Identities
  readonly records: Records
  readonly host: Pick<ProcessHost, 'pause'>
  /** Whether the process is about to end, and nobody may wait in it any longer. */
  readonly interrupted: () => boolean
  /** Called when a wait has ended. */
  readonly look: () => void
  /** How often a wait asks whether it is interrupted, in milliseconds; several times a second where it is absent. */
  readonly every?: number
}

export function createWaitCalls(parts: WaitParts): WaitCalls {
  const { objects, caller, identities, records, host, interrupted, look, every } = parts
  const { call, told, succeeded } = caller

  function wait(handles: readonly Handle[], way: 'single' | 'any' | 'all', milliseconds: number): CallEnd<number> {
    const time = milliseconds === INFINITE ? Number.POSITIVE_INFINITY : milliseconds
    const only = way === 'single' ? identities.nameOf(handles[0] as Handle) : undefined
    const waited = objects.wait(handles, way, time, interrupted, every)
    look()
    if (!waited.ok) return told(WAIT_FAILED, waited.code, { object: only })
    const { how, index } = waited.value
    if (how === 'interrupted') return told(WAIT_FAILED, ERROR_OPERATION_ABORTED, { object: only })
    if (how === 'timeout') return ended(WAIT_TIMEOUT, 'WAIT_TIMEOUT', only, false)
    tellOfMutexes(way === 'all' ? handles : handles.slice(index, index + 1), how === 'abandoned')
    const object = only ?? (way === 'any' ? identities.nameOf(handles[index] as Handle) : undefined)
    if (how === 'abandoned') return ended(WAIT_ABANDONED_0 + index, withIndex('WAIT_ABANDONED_0', index), object)
    return ended(WAIT_OBJECT_0 + index, withIndex('WAIT_OBJECT_0', index), object)
  }

  /** Of all that were taken at once, Windows does not say which was abandoned. */
  function tellOfMutexes(taken: readonly Handle[], wasAbandoned: boolean) {
    const mutexes = taken.map(identities.find).filter((identity) => identity?.kind === 'mutex')
    for (const identity of mutexes) {
      if (identity) records.acquired(identity.object, wasAbandoned && mutexes.length === 1)
    }
  }

  /** What a wait returns is no error, and leaves GetLastError as it was. */
  const ended = (value: number, name: string, object: string | undefined, ok = true): CallEnd<number> => ({
    value,
    code: value,
    name,
    ok,
    object,
  })

  /** What is known of a wait before it begins. */
  function waiting(handles: readonly Handle[], milliseconds: number) {
    const waits = handles.map((each) => identities.nameOf(each) ?? shownHandle(each))
    // Which may be taken by it.
    return { uses: usesOf('write', waits), waits, timeout: milliseconds === INFINITE ? null : milliseconds }
  }

  return {
    WaitForSingleObject(hHandle, dwMilliseconds) {
      const milliseconds = unsigned(dwMilliseconds)
      const shown = { hHandle: shownHandle(hHandle), dwMilliseconds: shownTime(milliseconds) }
      const body = () => wait([hHandle], 'single', milliseconds)
      return call('WaitForSingleObject', shown, body, waiting([hHandle], milliseconds))
    },
    WaitForMultipleObjects(nCount, lpHandles, bWaitAll, dwMilliseconds) {
      const milliseconds = unsigned(dwMilliseconds)
      const handles = lpHandles.slice(0, nCount)
      const shown = {
        nCount,
        lpHandles: handles.map(shownHandle).join(', '),
        bWaitAll,
        dwMilliseconds: shownTime(milliseconds),
      }
      const body = () => wait(handles, bWaitAll ? 'all' : 'any', milliseconds)
      return call('WaitForMultipleObjects', shown, body, waiting(handles, milliseconds))
    },
    Sleep(dwMilliseconds) {
      const milliseconds = unsigned(dwMilliseconds)
      const forEver = milliseconds === INFINITE
      const body = () => {
        host.pause(forEver ? Number.POSITIVE_INFINITY : milliseconds)
        return succeeded(undefined)
      }
      call('Sleep', { dwMilliseconds: shownTime(milliseconds) }, body, {
        waits: [],
        timeout: forEver ? null : milliseconds,
      })
    },
  }
}
