/** The Win32 personality: kernel32's calls of one process, on top of any kernel. */
import type { KernelObjects } from '../kernel-objects.ts'
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
  /** Tells in the trace how else the sections that this process uses are used now. */
  look(): void
  /** What Windows does when a process ends, however it ends: closes its handles, and gives up the mutexes it owns. */
  exit(code?: number): void
}

export interface WinApiParts {
  readonly native: Native
  readonly tracer: Tracer
  readonly processes: ProcessHost
  /** Whether the process is about to end, and nobody may wait in it any longer. */
  readonly interrupted: () => boolean
  /** Asks the kernel how objects are used, again and again while a call waits; where other programs may use them. */
  readonly quiet?: Pick<KernelObjects, 'evidence'>
}

/** How often a wait looks who else uses the sections, in milliseconds. */
const LOOK_AGAIN = 5

export function createWinApiProcess({ native, tracer, processes, interrupted, quiet }: WinApiParts): WinApiProcess {
  const { objects, sections } = native
  const { self } = native.processes
  const caller = createCaller(tracer)
  const identities = createIdentities(self)
  const records = createRecords(tracer, objects, self, quiet)
  const look = () => {
    if (quiet) records.look()
  }
  const interruptedOrLook = () => {
    look()
    return interrupted()
  }
  const views = createHeldViews()
  const touch = createTouch(sections, tracer, views)
  const shared = { objects, tracer, caller, identities, records, views, self, host: processes }
  const parts = { ...shared, look, interrupted: interruptedOrLook, ...(quiet && { every: LOOK_AGAIN }) }
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
    look,
    exit(code = 0) {
      records.left()
      objects.exit(code)
    },
  }
}
