/** The suites that Windows' own kernel must pass: under Vitest on Windows, in node.exe inside Wine elsewhere. */
import { createWin32Native } from '../win32/index.ts'
import { describeGifts } from './gifts.ts'
import type { Harness } from './harness.ts'
import { describeNames } from './names.ts'
import { describeOs2Access } from './os2-access.ts'
import { describeOs2Memory } from './os2-memory.ts'
import { describeOs2Pages } from './os2-pages.ts'
import { describeOs2Pending } from './os2-pending.ts'
import { describeOs2Processes } from './os2-processes.ts'
import { describeOs2Semaphores } from './os2-semaphores.ts'
import { describeOs2Uses } from './os2-uses.ts'
import { describeOs2Windows } from './os2-windows.ts'
import { describeProcesses } from './processes.ts'
import { describeQueueCapacity, describeQueues } from './queues.ts'
import { describeSections } from './sections.ts'
import { describeSync } from './sync.ts'
import { describeWin32Security } from './win32-security.ts'
import { describeWinApiEvents } from './winapi-events.ts'
import { describeWinApiFiles } from './winapi-files.ts'
import { describeWinApiHandles } from './winapi-handles.ts'
import { describeWinApiKills } from './winapi-kills.ts'
import { describeWinApiMappings } from './winapi-mappings.ts'
import { describeWinApiMutexes } from './winapi-mutexes.ts'
import { describeWinApiProcesses } from './winapi-processes.ts'
import { describeWinApiRecords } from './winapi-records.ts'
import { describeWinApiWaits } from './winapi-waits.ts'

/** Registers them all with the runner's `test`. */
export function describeWin32(test: Harness['test'], partner: string) {
  // Its objects end with the last handle, so nothing can be left over.
  const harness: Harness = { test, createNative: createWin32Native, partner, leftovers: () => [] }
  for (const describe of [
    describeNames,
    describeOs2Access,
    describeOs2Memory,
    describeOs2Pages,
    describeOs2Pending,
    describeOs2Processes,
    describeOs2Semaphores,
    describeOs2Uses,
    describeSync,
    describeWin32Security,
    describeOs2Windows,
    describeSections,
    describeGifts,
    describeQueues,
    describeQueueCapacity,
    describeProcesses,
    describeWinApiEvents,
    describeWinApiFiles,
    describeWinApiHandles,
    describeWinApiKills,
    describeWinApiMappings,
    describeWinApiMutexes,
    describeWinApiProcesses,
    describeWinApiRecords,
    describeWinApiWaits,
  ])
    describe(harness)
}
