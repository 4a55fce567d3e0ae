/** Events. Source: Windows SDK, CreateEventW, OpenEventW, SetEvent, ResetEvent. */
import type { Handle, KernelObjects } from '../kernel-objects.ts'
import { now } from '../units.ts'
import { usesName } from '../uses.ts'
import { type Caller, shownHandle, unsigned } from './caller.ts'
import { eventAccessNames } from './flags.ts'
import type { Identities } from './identities.ts'
import { createNamed } from './named.ts'
import type { Records } from './records.ts'

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
  readonly records: Records
}

export function createEventCalls({ objects, caller, identities, records }: EventParts): EventCalls {
  const { call, done } = caller
  const { made, opened } = createNamed(caller, identities, records, 'event')

  function change(of: Handle, event: 'signalled' | 'reset') {
    const object = identities.nameOf(of)
    // Who waits may go on before this thread runs again: the event is set from before the call on.
    const t = now()
    const changed = event === 'signalled' ? objects.setEvent(of) : objects.resetEvent(of)
    if (changed.ok && object !== undefined) records.sync(event, object, t)
    return done(changed, { object })
  }

  function create(manualReset: boolean, isSet: boolean, name: string | null) {
    const answer = objects.createEvent(manualReset, isSet, name)
    const end = made(answer, name)
    if (isSet && answer.ok && !answer.value.existed && end.object !== undefined) records.sync('signalled', end.object)
    return end
  }

  return {
    CreateEvent: (lpEventAttributes, bManualReset, bInitialState, lpName) =>
      call(
        'CreateEvent',
        { lpEventAttributes, bManualReset, bInitialState, lpName },
        () => create(bManualReset, bInitialState, lpName),
        usesName('write', lpName),
      ),
    OpenEvent(dwDesiredAccess, bInheritHandle, lpName) {
      const access = unsigned(dwDesiredAccess)
      const shown = { dwDesiredAccess: eventAccessNames(access), bInheritHandle, lpName }
      return call(
        'OpenEvent',
        shown,
        () => opened(lpName, (name) => objects.openEvent(access, bInheritHandle, name)),
        usesName('read', lpName),
      )
    },
    SetEvent: (hEvent) =>
      call(
        'SetEvent',
        { hEvent: shownHandle(hEvent) },
        () => change(hEvent, 'signalled'),
        usesName('write', identities.nameOf(hEvent)),
      ),
    ResetEvent: (hEvent) =>
      call(
        'ResetEvent',
        { hEvent: shownHandle(hEvent) },
        () => change(hEvent, 'reset'),
        usesName('write', identities.nameOf(hEvent)),
      ),
  }
}
