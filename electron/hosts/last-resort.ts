/**
 * What a host does when an error has reached nobody, and when it does not end although its work is done: it ends its
 * runs and then itself. Node alone would wait for its threads, and one that waits in the kernel never ends.
 */
import { recommendedNative } from '../../native-bridge/recommended.ts'
import { noKernelLog } from '../../native-bridge/trace.ts'
import { hasLiveRuns, killLiveRuns } from '../supervisor/live-runs.ts'

/** How long the ending of runs may take, in milliseconds. */
const PATIENCE = 5000
const FAILED = 1

/** What a person is told of a programming error. */
export const OWN_FAULT = 'Sharemem has ended because of an error in itself.'

export interface LastResortOptions {
  /** Hears what nobody has handled, at once. */
  report(error: unknown): void
  /** Tells the person, when everything has ended. */
  tell?(sentence: string): void
}

/** Whoever reads what is said may be gone as well. */
function quietly(say: () => void) {
  try {
    say()
  } catch {
    // Nobody is left to tell.
  }
}

/** Ends this process, whatever its threads wait for, and lets go of what they held. */
export function endNow(status: number): never {
  const { processes } = recommendedNative(noKernelLog)
  quietly(() => processes.sweep(processes.self))
  quietly(() => processes.reclaim())
  return processes.exit(status)
}

const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE))

/** Handles uncaught exceptions and rejections of this process from now on. */
export function setupLastResort({ report, tell }: LastResortOptions): void {
  let ending = false

  async function end(error: unknown) {
    // What goes wrong during the end must not begin another.
    if (ending) return
    ending = true
    quietly(() => report(error))
    await Promise.race([killLiveRuns().catch(() => {}), late()])
    quietly(() => tell?.(OWN_FAULT))
    endNow(FAILED)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
  // Whoever calls process.exit while a run is live would wait for its threads for ever.
  process.on('exit', (status) => {
    if (!hasLiveRuns()) return
    void killLiveRuns()
    endNow(status)
  })
}

/** For a host whose work is done: it ends by itself, or after a while in spite of threads that do not. */
export function endInTime(status: number): void {
  process.exitCode = status
  setTimeout(endNow, PATIENCE, status).unref()
}
