/** The Win32 personality: kernel32's calls of one process, on top of any kernel. */
import type { Native } from '../native.ts'
import { createTouch, type Touch } from '../touch/touch.ts'
import type { Tracer } from '../trace.ts'
import { createCaller } from './caller.ts'
import { createEventCalls, type EventCalls } from './events.ts'
import { createFileCalls, type FileCalls } from './files.ts'
import { createHandleCalls, type HandleCalls } from './handles.ts'
import { createIdentities } from './identities.ts'
import { createMappingCalls, type MappingCalls } from './mappings.ts'
import { createMutexCalls, type MutexCalls } from './mutexes.ts'
import { createProcessCalls, type ProcessCalls, type ProcessHost } from './processes.ts'
import { createRecords } from './records.ts'
import { createShellCalls, type ShellCalls } from './shell.ts'
import { createText, type Text } from './text.ts'
import { createHeldViews } from './views.ts'
import { createWaitCalls, type WaitCalls } from './waits.ts'

/** Each call under its plain name; it is the W form that is made. */
export type WinApi = EventCalls &
  FileCalls &
  HandleCalls &
  MappingCalls &
  MutexCalls &
  ProcessCalls &
  ShellCalls &
  WaitCalls

export interface WinApiProcess {
  readonly calls: WinApi
  /** The bytes in this process's views. */
  readonly touch: Touch
  readonly text: Text
  /** What Windows does when a process ends, however it ends: closes its handles, and gives up the mutexes it owns. */
  exit(code?: number): void
}

export interface WinApiParts {
  readonly native: Native
  readonly tracer: Tracer
  readonly processes: ProcessHost
  /** Whether the process is about to end, and nobody may wait in it any longer. */
  readonly interrupted: () => boolean
}

export function createWinApiProcess({ native, tracer, processes, interrupted }: WinApiParts): WinApiProcess {
  const { objects, sections } = native
  const { self } = native.processes
  const caller = createCaller(tracer)
  const identities = createIdentities(self)
  const records = createRecords(tracer, objects, self)
  const views = createHeldViews()
  const touch = createTouch(sections, tracer, views)
  const parts = { objects, tracer, caller, identities, records, views, interrupted, self, host: processes }
  return {
    calls: {
      ...createEventCalls(parts),
      ...createFileCalls({ ...parts, searches: native.searches }),
      ...createHandleCalls(parts),
      ...createMappingCalls({ ...parts, isLinux: native.kernel === 'sysv' }),
      ...createMutexCalls(parts),
      ...createProcessCalls(parts),
      ...createShellCalls(parts),
      ...createWaitCalls(parts),
    },
    touch,
    text: createText(touch),
    exit(code = 0) {
      records.left()
      objects.exit(code)
    },
  }
}
