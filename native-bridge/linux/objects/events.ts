/** Events and mutexes. Who is let through by a change is seen to when the directory is left. */
import type { KernelObjects } from '../../kernel-objects.ts'
import { winerror } from '../../winerror.ts'
import { EVENT_MODIFY_STATE } from '../../winnt.ts'
import { DONE, type Handles, refused } from './handles.ts'
import { sameThread, type ThreadKey } from './table.ts'

type EventCalls = Pick<KernelObjects, 'createEvent' | 'openEvent' | 'setEvent' | 'resetEvent'>
type MutexCalls = Pick<KernelObjects, 'createMutex' | 'openMutex' | 'releaseMutex'>

export const createEventCalls = (handles: Handles): EventCalls => ({
  createEvent: (manualReset, signalled, name) =>
    handles.create(name, (known) => ({ kind: 'event', name: known, manualReset, signalled })),
  openEvent: (access, _inherit, name) => handles.open('event', access, name),
  setEvent: (event) =>
    handles.change(event, ['event'], EVENT_MODIFY_STATE, (object) => {
      object.signalled = true
      return DONE
    }),
  resetEvent: (event) =>
    handles.change(event, ['event'], EVENT_MODIFY_STATE, (object) => {
      object.signalled = false
      return DONE
    }),
})

export const createMutexCalls = (handles: Handles, self: ThreadKey): MutexCalls => ({
  createMutex: (owned, name) =>
    handles.create(name, (known) => ({
      kind: 'mutex',
      name: known,
      owner: owned ? self : null,
      count: owned ? 1 : 0,
      abandoned: false,
    })),
  openMutex: (access, _inherit, name) => handles.open('mutex', access, name),
  // Whoever owns it may release it, whatever its handle was opened for.
  releaseMutex: (mutex) =>
    handles.change(mutex, ['mutex'], 0, (object) => {
      if (!object.owner || !sameThread(object.owner, self)) return refused(winerror.ERROR_NOT_OWNER)
      object.count -= 1
      if (object.count === 0) object.owner = null
      return DONE
    }),
})
