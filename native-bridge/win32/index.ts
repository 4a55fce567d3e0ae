/** The Win32 kernel, Microsoft's or Wine's, behind the neutral interface. */
import type { Native } from '../native.ts'
import { type RunClock, realClock } from '../run-clock.ts'
import type { KernelLog } from '../trace.ts'
import { processId } from '../units.ts'
import { createAgent } from './agent.ts'
import { createGiver } from './agent-client.ts'
import { createFileSearches } from './file-searches.ts'
import { createInvoke } from './invoke.ts'
import { createPrograms } from './jobs.ts'
import { kernel32 as declareKernel32, type Kernel32 } from './kernel32.ts'
import { createLock } from './lock.ts'
import { createNames } from './names.ts'
import { ntdll as declareNtdll, wineVersion } from './ntdll.ts'
import { createObjects } from './objects/index.ts'
import { createProcesses } from './processes.ts'
import { createQueues } from './queues.ts'
import { createSections } from './sections.ts'
import { createEvents, createMutexes } from './sync.ts'
import { user32 as declareUser32 } from './user32.ts'

const isWine = ({ GetModuleHandleW, GetProcAddress }: Kernel32) =>
  GetProcAddress(GetModuleHandleW('ntdll.dll'), 'wine_get_version') !== 0

export function createWin32Native(log: KernelLog, clock: RunClock = realClock): Native {
  const kernel32 = declareKernel32()
  const invoke = createInvoke(kernel32, log)
  const self = processId(process.pid)
  const parts = { kernel32, user32: declareUser32(), ntdll: declareNtdll(), invoke, log, clock, self }
  return {
    kernel: 'win32',
    ...(isWine(kernel32) ? { wine: wineVersion() } : {}),
    sections: createSections({ ...parts, give: createGiver(parts) }),
    exclusive: createLock(kernel32, invoke),
    names: createNames(kernel32, invoke),
    events: createEvents(parts),
    mutexes: createMutexes(parts),
    objects: createObjects(parts),
    searches: createFileSearches(kernel32, invoke),
    agent: createAgent(parts),
    queues: createQueues(parts),
    processes: createProcesses(parts),
    programs: createPrograms(kernel32, invoke),
  }
}
