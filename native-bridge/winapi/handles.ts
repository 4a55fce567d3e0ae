/** Handles of whatever kind. Source: Windows SDK, CloseHandle, GetLastError. */
import type { Handle, KernelObjects } from '../kernel-objects.ts'
import { type Caller, shownHandle } from './caller.ts'
import type { Identities } from './identities.ts'

export interface HandleCalls {
  /** The last handle of an object in any process destroys it; a section lives on while views of it are left. FALSE: 6. */
  CloseHandle(hObject: Handle): boolean
  /** What the last call that told of an error told, or of a success where it tells of that. */
  GetLastError(): number
}

export interface HandleParts {
  readonly objects: KernelObjects
  readonly caller: Caller
  readonly identities: Identities
}

export function createHandleCalls({ objects, caller, identities }: HandleParts): HandleCalls {
  const { call, told, done, lastError } = caller
  return {
    CloseHandle: (hObject) =>
      call('CloseHandle', { hObject: shownHandle(hObject) }, () => {
        const object = identities.nameOf(hObject)
        const closed = objects.close(hObject)
        if (closed.ok) identities.remove(hObject)
        return done(closed, { object })
      }),
    GetLastError: () => call('GetLastError', {}, () => told(lastError(), lastError())),
  }
}
