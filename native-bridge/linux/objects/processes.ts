/** Processes behind handles. How one has ended, Linux tells its parent only: so it says so itself, or who ends it does. */
import { type Answer, type Duplication, type Handle, handle, type KernelObjects } from '../../kernel-objects.ts'
import type { ProcessId } from '../../units.ts'
import { winerror } from '../../winerror.ts'
import {
  CURRENT_PROCESS,
  DUPLICATE_CLOSE_SOURCE,
  DUPLICATE_SAME_ACCESS,
  PROCESS_DUP_HANDLE,
  PROCESS_QUERY_LIMITED_INFORMATION,
  PROCESS_TERMINATE,
  STILL_ACTIVE,
} from '../../winnt.ts'
import type { Invoke } from '../invoke.ts'
import { type Libc, SIGKILL, SYS_PIDFD_OPEN, SYS_PIDFD_SEND_SIGNAL } from '../libc.ts'
import type { Entry } from './entry.ts'
import { answered, DONE, type Handles, refused, resolve, unavailable } from './handles.ts'
import { startOf, UNREADABLE } from './life.ts'
import { allAccess, grant } from './rules.ts'
import {
  addHandle,
  addObject,
  findHandle,
  type ProcessKey,
  removeHandle,
  sameProcess,
  type Table,
  type ThreadKey,
} from './table.ts'

export interface ProcessParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly entry: Entry
  readonly handles: Handles
  readonly self: ThreadKey
}

type ProcessCalls = Pick<KernelObjects, 'openProcess' | 'exitCode' | 'terminate' | 'duplicate'>

/** Of a process that had ended before it was first looked at. */
const UNKNOWN_START = -1

export function createProcessCalls({ libc, invoke, entry, handles, self }: ProcessParts): ProcessCalls {
  const { enter, destroy } = entry

  /** All handles of a process stand for one object. */
  function objectOf(table: Table, kind: 'process' | 'thread', process: ProcessKey): number {
    const found = Object.entries(table.objects).find(
      ([, object]) => object.kind === kind && 'process' in object && sameProcess(object.process, process),
    )
    if (found) return Number(found[0])
    return addObject(table, { kind, name: null, process, ended: process.start === UNKNOWN_START, code: null })
  }

  function open(table: Table, kind: 'process' | 'thread', process: ProcessKey): Handle {
    return handle(addHandle(table, self, { object: objectOf(table, kind, process), access: allAccess(kind) }))
  }

  function kill({ pid, start }: ProcessKey): boolean {
    const opened = invoke('pidfd_open', [pid, 0], () => libc.pidfdOpen(SYS_PIDFD_OPEN, pid, 0))
    if (opened.error) return false
    const isIt = startOf(pid) === start
    const sent = isIt
      ? invoke('pidfd_send_signal', [opened.value, 'SIGKILL'], () =>
          libc.pidfdSendSignal(SYS_PIDFD_SEND_SIGNAL, opened.value, SIGKILL, null, 0),
        )
      : null
    libc.close(opened.value)
    return sent !== null && !sent.error
  }

  /** The process that a handle stands for. */
  function processOf(table: Table, of: Handle, needed: number): Answer<ProcessKey> {
    if (of === CURRENT_PROCESS) return answered(self)
    const found = resolve(table, self, of, ['process'], needed)
    if (!found.ok) return found
    const { process, ended } = found.value.object
    return ended ? refused(winerror.ERROR_ACCESS_DENIED) : answered(process)
  }

  function closeSource(table: Table, source: ProcessKey, of: Handle) {
    const gone = removeHandle(table, source, of)
    if (gone) destroy([gone])
  }

  function duplicateIn(table: Table, duplication: Duplication): Answer<Handle> {
    const { source: of, options } = duplication
    const source = processOf(table, duplication.sourceProcess, PROCESS_DUP_HANDLE)
    if (!source.ok) return source
    const found =
      of === CURRENT_PROCESS
        ? { object: objectOf(table, 'process', source.value), access: allAccess('process') }
        : findHandle(table, source.value, of)
    if (!found) return refused(winerror.ERROR_INVALID_HANDLE)
    const made = addDuplicate(table, found, duplication)
    if (options & DUPLICATE_CLOSE_SOURCE) closeSource(table, source.value, of)
    return made
  }

  function addDuplicate(
    table: Table,
    found: { object: number; access: number },
    { targetProcess, access, options, isWanted }: Duplication,
  ): Answer<Handle> {
    if (targetProcess === 0 && options & DUPLICATE_CLOSE_SOURCE) return answered(handle(0))
    const target = processOf(table, targetProcess, PROCESS_DUP_HANDLE)
    if (!target.ok) return target
    if (!isWanted) return answered(handle(0))
    const kind = table.objects[found.object]?.kind ?? 'section'
    // A handle that grants nothing can be made, though none can be opened so.
    const same = options & DUPLICATE_SAME_ACCESS ? { granted: found.access } : null
    const rights = same ?? (access === 0 ? { granted: 0 } : grant(kind, access))
    if ('code' in rights) return refused(rights.code)
    return answered(handle(addHandle(table, target.value, { object: found.object, access: rights.granted })))
  }

  return {
    openProcess(pid: ProcessId) {
      const start = startOf(pid) ?? UNKNOWN_START
      if (start === UNREADABLE) return unavailable
      const process = { pid, start }
      const openBoth = (table: Table) => ({
        process: open(table, 'process', process),
        thread: open(table, 'thread', process),
        threadId: pid,
      })
      const opened = enter(openBoth)
      return opened ? answered(opened) : unavailable
    },
    exitCode: (process) =>
      handles.change(process, ['process'], PROCESS_QUERY_LIMITED_INFORMATION, ({ ended, code }) =>
        answered(ended ? code : STILL_ACTIVE),
      ),
    terminate: (process, code) =>
      handles.change(process, ['process'], PROCESS_TERMINATE, (object) => {
        if (object.ended || !kill(object.process)) return refused(winerror.ERROR_ACCESS_DENIED)
        object.code = code
        return DONE
      }),
    duplicate: (duplication) => enter((table) => duplicateIn(table, duplication)) ?? unavailable,
  }
}
