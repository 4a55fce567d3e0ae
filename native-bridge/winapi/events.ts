/** Events. Source: Windows SDK, CreateEventW, OpenEventW, SetEvent, ResetEvent. */
import type { Handle, KernelObjects } from '../kernel-objects.ts'
import { type Caller, shownHandle, unsigned } from './caller.ts'
import { eventAccessNames } from './flags.ts'
import type { Identities } from './identities.ts'
import { createNamed } from './named.ts'

export interface EventCalls {
  /**
   * A manual-reset event lets everybody through until it is reset, another one lets one waiter through and keeps one
   * signal for him. Where the name is in use it returns a handle of the event that has it, as that is, and GetLastError
   * tells 183. NULL (0) for a failure: 3, 5, or 6 for the name of another kind of object.
   */
  CreateEvent(lpEventAttributes: null, bManualReset: boolean, bInitialState: boolean, lpName: string | null): Handle
  /** NULL (0) for a failure: 2, 3, 5, 6, or 87 without a name. */
  OpenEvent(dwDesiredAccess: number, bInheritHandle: boolean, lpName: string | null): Handle
  /** An event that is set already stays so, and no second signal is kept. FALSE: 5 or 6. */
  SetEvent(hEvent: Handle): boolean
  /** FALSE: 5 or 6. */
  ResetEvent(hEvent: Handle): boolean
}

export interface EventParts {
  readonly objects: KernelObjects
  readonly caller: Caller
  readonly identities: Identities
}

export function createEventCalls({ objects, caller, identities }: EventParts): EventCalls {
  const { call, done } = caller
  const { made, opened } = createNamed(caller, identities, 'event')

  const act = (name: string, of: Handle, body: KernelObjects['setEvent']) =>
    call(name, { hEvent: shownHandle(of) }, () => done(body(of), { object: identities.nameOf(of) }))

  return {
    CreateEvent: (lpEventAttributes, bManualReset, bInitialState, lpName) =>
      call('CreateEvent', { lpEventAttributes, bManualReset, bInitialState, lpName }, () =>
        made(objects.createEvent(bManualReset, bInitialState, lpName), lpName),
      ),
    OpenEvent(dwDesiredAccess, bInheritHandle, lpName) {
      const access = unsigned(dwDesiredAccess)
      const shown = { dwDesiredAccess: eventAccessNames(access), bInheritHandle, lpName }
      return call('OpenEvent', shown, () => opened(lpName, (name) => objects.openEvent(access, bInheritHandle, name)))
    },
    SetEvent: (hEvent) => act('SetEvent', hEvent, objects.setEvent),
    ResetEvent: (hEvent) => act('ResetEvent', hEvent, objects.resetEvent),
  }
}
