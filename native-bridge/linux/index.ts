/** The System V kernel of Linux behind the neutral interface. */
import type { Native } from '../native.ts'
import { type RunClock, realClock } from '../run-clock.ts'
import type { KernelLog } from '../trace.ts'
import { processId } from '../units.ts'
import { createAgent } from './agent.ts'
import { createGiver } from './agent-client.ts'
import { createControlQueues } from './control-queue.ts'
import { createEvents } from './events.ts'
import { createFileSearches } from './file-searches.ts'
import { createInvoke } from './invoke.ts'
import { createKernelQueues } from './kernel-queue.ts'
import { libc as declareLibc } from './libc.ts'
import { createLock } from './lock.ts'
import { createMutexes } from './mutexes.ts'
import { createNames } from './names.ts'
import { createObjects } from './objects/index.ts'
import { createPresence } from './presence.ts'
import { createIsAlive, createProcesses } from './processes.ts'
import { createQueues } from './queues.ts'
import { createReclaim } from './reclaim.ts'
import { createSections } from './sections.ts'
import { createSegments } from './segments.ts'
import { createSend } from './send.ts'
import { createSweeper } from './sweep.ts'
import { createSyncObjects } from './sync.ts'
import { createWaitForSemaphores } from './sync-wait.ts'

export function createLinuxNative(log: KernelLog, clock: RunClock = realClock): Native {
  const libc = declareLibc()
  const invoke = createInvoke(log)
  const exclusive = createLock(libc, invoke)
  const presence = createPresence(libc, invoke, exclusive)
  const kernelQueues = createKernelQueues(libc, invoke, presence)
  const isAlive = createIsAlive(libc, invoke)
  const sync = createSyncObjects(libc, invoke, exclusive)
  const waitFor = createWaitForSemaphores(libc, log, clock)
  const self = processId(process.pid)
  const controlQueues = createControlQueues(presence, kernelQueues)
  const segments = createSegments(libc, invoke)
  const send = createSend(libc, invoke)
  const parts = { libc, invoke, log, exclusive, presence, kernelQueues, controlQueues, segments, send, self, isAlive }
  const sections = createSections({ ...parts, give: createGiver(parts) })
  const names = createNames(libc, invoke, exclusive)
  const objects = createObjects({ libc, invoke, log, clock, exclusive, segments, self, isAlive })
  return {
    kernel: 'sysv',
    sections,
    exclusive,
    names,
    events: createEvents(sync, waitFor),
    mutexes: createMutexes(sync, waitFor),
    objects,
    searches: createFileSearches(log),
    agent: createAgent(parts),
    queues: createQueues(parts),
    processes: createProcesses({
      ...parts,
      sweeper: createSweeper({ ...parts, objects }),
      reclaim: createReclaim(sections, names, segments),
    }),
  }
}
