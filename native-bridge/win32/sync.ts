/** Events and mutexes as Windows has them, under names of their own. */
import type { Events, Mutexes, Result, SyncObject, Waited } from '../native.ts'
import { type RunClock, startPatience } from '../run-clock.ts'
import type { KernelLog } from '../trace.ts'
import { hexadecimal, now } from '../units.ts'
import {
  EVENT_MODIFY_STATE,
  EVENT_QUERY_STATE,
  MUTEX_MODIFY_STATE,
  SYNCHRONIZE,
  WAIT_OBJECT_0,
  WAIT_TIMEOUT,
} from '../winnt.ts'
import { failure, kernelError, winerror } from './errors.ts'
import type { Invoke } from './invoke.ts'
import { type Kernel32, WAIT_ABANDONED } from './kernel32.ts'
import { EVENT_INFORMATION, type Ntdll } from './ntdll.ts'
import { privateSecurity } from './security.ts'

/** No backslash may stand in a name but that behind Local. */
const nameOf = (kind: 'event' | 'mutex', name: string) => `Local\\sharemem.${kind}.${encodeURIComponent(name)}`

export interface SyncParts {
  readonly kernel32: Kernel32
  readonly invoke: Invoke
  readonly log: KernelLog
  readonly clock: RunClock
}

interface EventParts extends SyncParts {
  readonly ntdll: Ntdll
}

const done: Result<void> = { ok: true, value: undefined }

function createHandles({ kernel32, invoke, log, clock }: SyncParts) {
  const close = ({ token }: SyncObject) => {
    invoke('CloseHandle', [token], () => kernel32.CloseHandle(token))
  }
  return {
    close,
    /** `make` returns a handle of an older object of that name, if there is one; that is refused here. */
    create(call: string, args: (string | number | boolean | null)[], make: () => number): Result<SyncObject> {
      const { value, error } = invoke(call, args, make, {
        check: (handle, code) => (handle === 0 || code === winerror.ERROR_ALREADY_EXISTS ? code : 0),
      })
      if (!error) return { ok: true, value: { token: value } }
      if (value !== 0) close({ token: value })
      // ERROR_INVALID_HANDLE: the name is that of another kind of object.
      return failure(error, error.code === winerror.ERROR_INVALID_HANDLE ? 'exists' : undefined)
    },
    open(call: string, args: (string | boolean)[], make: () => number): Result<SyncObject> {
      const { value, error } = invoke(call, args, make)
      return error ? failure(error) : { ok: true, value: { token: value } }
    },
    make(call: string, { token }: SyncObject, body: () => number): Result<void> {
      const { error } = invoke(call, [token], body)
      if (!error) return done
      return failure(error, error.code === winerror.ERROR_NOT_OWNER ? 'not-owner' : undefined)
    },
    /** The trace shows one call, however many slices it took. */
    wait({ token }: SyncObject, milliseconds: number, interrupted: () => boolean): Result<Waited | 'abandoned'> {
      const start = now()
      const patience = startPatience(clock, milliseconds)
      let value: number
      let isOver: boolean
      do {
        value = kernel32.WaitForSingleObject(token, Math.ceil(patience.slice()))
        isOver = patience.isOver()
      } while (value === WAIT_TIMEOUT && !isOver && !interrupted())
      const known = waitResults.get(value)
      const error = known ? null : kernelError(kernel32.GetLastError())
      const args = [token, milliseconds === Number.POSITIVE_INFINITY ? 'INFINITE' : milliseconds]
      log.add({
        name: 'WaitForSingleObject',
        args,
        result: known ?? String(value),
        errno: error,
        start,
        end: now(),
      })
      if (error) return failure(error)
      if (value === WAIT_TIMEOUT) return { ok: true, value: isOver ? 'timeout' : 'interrupted' }
      return { ok: true, value: value === WAIT_ABANDONED ? 'abandoned' : 'done' }
    },
  }
}

const waitResults = new Map([
  [WAIT_OBJECT_0, 'WAIT_OBJECT_0'],
  [WAIT_ABANDONED, 'WAIT_ABANDONED'],
  [WAIT_TIMEOUT, 'WAIT_TIMEOUT'],
])

type EventCall = 'NtSetEvent' | 'NtResetEvent'

/**
 * Waiting goes in slices: who stands between two of them while a manual-reset event is signalled and at once reset is
 * not let through. Windows keeps no count by which it could be told.
 */
export function createEvents(parts: EventParts): Events {
  const { kernel32, ntdll, invoke } = parts
  const handles = createHandles(parts)
  const buffer = Buffer.alloc(EVENT_INFORMATION.size)

  /** An NTSTATUS, and where it is 0 a state of the event, which `at` in the buffer tells. */
  function ask(call: string, args: (string | number)[], body: () => number, at: number): Result<boolean> {
    const { error } = invoke(call, args, body, {
      check: (status) => (status === 0 ? 0 : ntdll.RtlNtStatusToDosError(status)),
      show: (status) => (status === 0 ? `state ${buffer.readInt32LE(at)}` : hexadecimal(status)),
    })
    return error ? failure(error) : { ok: true, value: buffer.readInt32LE(at) !== 0 }
  }

  /** SetEvent and ResetEvent, which also tell what the state was: kernel32's do not. */
  const change = (call: EventCall, { token }: SyncObject) => ask(call, [token], () => ntdll[call](token, buffer), 0)

  return {
    create(name, { manualReset, signalled }) {
      const event = nameOf('event', name)
      return handles.create('CreateEventW', ['this user only', manualReset, signalled, event], () =>
        kernel32.CreateEventW(privateSecurity(), Number(manualReset), Number(signalled), event),
      )
    },
    open(name) {
      const event = nameOf('event', name)
      const access = SYNCHRONIZE | EVENT_MODIFY_STATE | EVENT_QUERY_STATE
      return handles.open('OpenEventW', ['SYNCHRONIZE|EVENT_MODIFY_STATE|EVENT_QUERY_STATE', false, event], () =>
        kernel32.OpenEventW(access, 0, event),
      )
    },
    signal: (event) => change('NtSetEvent', event),
    reset: (event) => change('NtResetEvent', event),
    isSignalled({ token }) {
      const { kind, size, state } = EVENT_INFORMATION
      const body = () => ntdll.NtQueryEvent(token, kind, buffer, size, null)
      return ask('NtQueryEvent', [token, 'EventBasicInformation', size], body, state)
    },
    wait(event, _manualReset, milliseconds, interrupted) {
      const waited = handles.wait(event, milliseconds, interrupted)
      return waited.ok && waited.value === 'abandoned' ? { ok: true, value: 'done' } : (waited as Result<Waited>)
    },
    close: handles.close,
  }
}

export function createMutexes(parts: SyncParts): Mutexes {
  const { kernel32 } = parts
  const handles = createHandles(parts)
  return {
    create(name, owned) {
      const mutex = nameOf('mutex', name)
      return handles.create('CreateMutexW', ['this user only', owned, mutex], () =>
        kernel32.CreateMutexW(privateSecurity(), Number(owned), mutex),
      )
    },
    open(name) {
      const mutex = nameOf('mutex', name)
      return handles.open('OpenMutexW', ['SYNCHRONIZE|MUTEX_MODIFY_STATE', false, mutex], () =>
        kernel32.OpenMutexW(SYNCHRONIZE | MUTEX_MODIFY_STATE, 0, mutex),
      )
    },
    acquire: handles.wait,
    release: (mutex) => handles.make('ReleaseMutex', mutex, () => kernel32.ReleaseMutex(mutex.token)),
    close: handles.close,
  }
}
