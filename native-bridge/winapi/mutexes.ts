/** Mutexes: one thread owns one at a time. Source: Windows SDK, CreateMutexW, OpenMutexW, ReleaseMutex. */
import type { Handle, KernelObjects } from '../kernel-objects.ts'
import { now } from '../units.ts'
import { usesName } from '../uses.ts'
import { type Caller, shownHandle, unsigned } from './caller.ts'
import { mutexAccessNames } from './flags.ts'
import type { Identities } from './identities.ts'
import { createNamed } from './named.ts'
import type { Records } from './records.ts'

export interface MutexCalls {
  /**
   * `bInitialOwner` true: the caller owns it from the start, unless the name is in use: then it returns a handle of the
   * mutex that has it, and GetLastError tells 183. NULL (0) for a failure: 3, 5, or 6 for the name of another kind.
   */
  CreateMutex(lpMutexAttributes: null, bInitialOwner: boolean, lpName: string | null): Handle
  /** NULL (0) for a failure: 2, 3, 5, 6, or 87 without a name. */
  OpenMutex(dwDesiredAccess: number, bInheritHandle: boolean, lpName: string | null): Handle
  /** As often as it was acquired. FALSE: 6, or 288 for who does not own it. */
  ReleaseMutex(hMutex: Handle): boolean
}

export interface MutexParts {
  readonly objects: KernelObjects
  readonly caller: Caller
  readonly identities: Identities
  readonly records: Records
}

export function createMutexCalls({ objects, caller, identities, records }: MutexParts): MutexCalls {
  const { call, done } = caller
  const { made, opened } = createNamed(caller, identities, records, 'mutex')
  function create(isOwned: boolean, name: string | null) {
    const answer = objects.createMutex(isOwned, name)
    const end = made(answer, name)
    if (isOwned && answer.ok && !answer.value.existed && end.object !== undefined) records.acquired(end.object, false)
    return end
  }

  function release(of: Handle) {
    const object = identities.nameOf(of)
    // Who waits may have it before this thread runs again: it is released from before the call on.
    const t = now()
    const released = objects.releaseMutex(of)
    if (released.ok && object !== undefined) records.released(object, t)
    return done(released, { object })
  }

  return {
    CreateMutex: (lpMutexAttributes, bInitialOwner, lpName) =>
      call(
        'CreateMutex',
        { lpMutexAttributes, bInitialOwner, lpName },
        () => create(bInitialOwner, lpName),
        usesName('write', lpName),
      ),
    OpenMutex(dwDesiredAccess, bInheritHandle, lpName) {
      const access = unsigned(dwDesiredAccess)
      const shown = { dwDesiredAccess: mutexAccessNames(access), bInheritHandle, lpName }
      return call(
        'OpenMutex',
        shown,
        () => opened(lpName, (name) => objects.openMutex(access, bInheritHandle, name)),
        usesName('read', lpName),
      )
    },
    ReleaseMutex: (hMutex) =>
      call(
        'ReleaseMutex',
        { hMutex: shownHandle(hMutex) },
        () => release(hMutex),
        usesName('write', identities.nameOf(hMutex)),
      ),
  }
}
