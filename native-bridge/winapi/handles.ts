/** Handles of whatever kind. Source: Windows SDK, CloseHandle, DuplicateHandle, GetLastError. */
import type { Duplication, Handle, KernelObjects } from '../kernel-objects.ts'
import type { Out } from '../out.ts'
import { hexadecimal, now } from '../units.ts'
import { usesName } from '../uses.ts'
import { type Caller, shownHandle, unsigned } from './caller.ts'
import { CURRENT_PROCESS, DUPLICATE_CLOSE_SOURCE, duplicateNames } from './flags.ts'
import type { Identities } from './identities.ts'
import type { Records } from './records.ts'

export interface HandleCalls {
  /** The last handle of an object in any process destroys it; a section lives on while views of it are left. FALSE: 6. */
  CloseHandle(hObject: Handle): boolean
  /**
   * A further handle of an object, in another process or here, for the access that is asked for, or with
   * DUPLICATE_SAME_ACCESS for the same; DUPLICATE_CLOSE_SOURCE closes the one that it was made from. Without
   * `lpTargetHandle` (null) none is made. The number means something in the target process only. FALSE: 5, 6 or 87.
   */
  DuplicateHandle(
    hSourceProcessHandle: Handle,
    hSourceHandle: Handle,
    hTargetProcessHandle: Handle,
    lpTargetHandle: Out<Handle> | null,
    dwDesiredAccess: number,
    bInheritHandle: boolean,
    dwOptions: number,
  ): boolean
  /** What the last call that told of an error told, or of a success where it tells of that. */
  GetLastError(): number
}

export interface HandleParts {
  readonly objects: KernelObjects
  readonly caller: Caller
  readonly identities: Identities
  readonly records: Records
}

export function createHandleCalls({ objects, caller, identities, records }: HandleParts): HandleCalls {
  const { call, told, done, lastError } = caller

  function duplicate(duplication: Duplication, made: Out<Handle> | null) {
    const { sourceProcess, source, targetProcess, options } = duplication
    const object = identities.nameOf(source)
    const answer = objects.duplicate(duplication)
    if (!answer.ok) return done(answer, { object })
    if (made) made.value = answer.value
    const identity = identities.find(source)
    if (options & DUPLICATE_CLOSE_SOURCE && sourceProcess === CURRENT_PROCESS) {
      identities.remove(source)
      if (identity) records.closed(now(), identity, { gone: null, evidence: null })
    }
    if (targetProcess === CURRENT_PROCESS && sourceProcess === CURRENT_PROCESS && made && identity) {
      identities.keep(answer.value, identity)
      records.opened(answer.value, identity, true)
    }
    return done(answer, { object, out: { lpTargetHandle: made && hexadecimal(answer.value) } })
  }

  return {
    CloseHandle: (hObject) =>
      call(
        'CloseHandle',
        { hObject: shownHandle(hObject) },
        () => {
          const identity = identities.find(hObject)
          const t = now()
          const closed = objects.close(hObject)
          if (closed.ok) identities.remove(hObject)
          if (closed.ok && identity) records.closed(t, identity, closed.value)
          return done(closed, { object: identity?.object })
        },
        usesName('free', identities.nameOf(hObject)),
      ),
    DuplicateHandle(
      sourceProcess,
      source,
      targetProcess,
      lpTargetHandle,
      dwDesiredAccess,
      bInheritHandle,
      dwOptions,
    ) {
      const access = unsigned(dwDesiredAccess)
      const options = unsigned(dwOptions)
      const shown = {
        hSourceProcessHandle: shownHandle(sourceProcess),
        hSourceHandle: shownHandle(source),
        hTargetProcessHandle: shownHandle(targetProcess),
        lpTargetHandle: null,
        dwDesiredAccess: hexadecimal(access),
        bInheritHandle,
        dwOptions: duplicateNames(options),
      }
      const wanted = { sourceProcess, source, targetProcess, access, inherit: bInheritHandle, options }
      const isWanted = lpTargetHandle !== null
      return call(
        'DuplicateHandle',
        shown,
        () => duplicate({ ...wanted, isWanted }, lpTargetHandle),
        usesName('read', identities.nameOf(source)),
      )
    },
    GetLastError: () => call('GetLastError', {}, () => told(lastError(), lastError(), { ok: true })),
  }
}
