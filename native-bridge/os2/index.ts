/** The OS/2 personality: Dos* and Win* calls of one process, on top of any kernel. */
import type { Gift, Native } from '../native.ts'
import type { Tracer } from '../trace.ts'
import { createCaller } from './caller.ts'
import { createEventSemaphoreCalls, type EventSemaphoreCalls } from './event-semaphores.ts'
import { createHeldObjects } from './held.ts'
import { createMemoryCalls, type MemoryCalls } from './memory.ts'
import type { MessageNames } from './messages.ts'
import { createMutexSemaphoreCalls, type MutexSemaphoreCalls } from './mutex-semaphores.ts'
import { createOpenSemaphores } from './open-semaphores.ts'
import { createPageCalls, type PageCalls } from './page-calls.ts'
import { createProcessCalls, type ProcessCalls, type ProcessHost } from './processes.ts'
import { createObjectTouch, type Touch } from './touch.ts'
import { createWindowCalls, type TimerHost, type WindowCalls } from './windows.ts'

export type Os2 = EventSemaphoreCalls & MutexSemaphoreCalls & MemoryCalls & PageCalls & ProcessCalls & WindowCalls

export interface Os2Process {
  readonly calls: Os2
  readonly touch: Touch
  /** What OS/2 does when a process ends, however it ends: it frees all that is still held. */
  exit(): void
}

export interface Os2Parts {
  readonly native: Native
  readonly tracer: Tracer
  readonly timers: TimerHost
  readonly processes: ProcessHost
  /** What was given to this process since it was last asked. */
  readonly gifts: () => readonly Gift[]
  readonly messageNames: MessageNames
  /** Whether the process is about to end, and nobody may wait in it any longer. */
  readonly interrupted: () => boolean
}

export function createOs2Process({
  native,
  tracer,
  timers,
  processes,
  gifts,
  messageNames,
  interrupted,
}: Os2Parts): Os2Process {
  const held = createHeldObjects(native.sections, gifts)
  const caller = createCaller(tracer)
  const { release: freeAll, ...memory } = createMemoryCalls(native, tracer, caller, held)
  const { release, ...windows } = createWindowCalls({
    queues: native.queues,
    tracer,
    caller,
    timers,
    names: messageNames,
  })
  const semaphores = createOpenSemaphores(native)
  const { release: abandon, ...mutexes } = createMutexSemaphoreCalls(native, caller, semaphores, interrupted)
  const events = createEventSemaphoreCalls(native, caller, semaphores, interrupted)
  return {
    calls: {
      ...events,
      ...mutexes,
      ...memory,
      ...createPageCalls(caller, held),
      ...windows,
      ...createProcessCalls({ host: processes, tracer, caller, isAlive: native.processes.isAlive }),
    },
    touch: createObjectTouch(native.sections, tracer, held),
    exit() {
      freeAll()
      abandon()
      for (const semaphore of semaphores.all()) {
        semaphore.opens = 1
        semaphores.close(semaphore)
      }
      release()
    },
  }
}
