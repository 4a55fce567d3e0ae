/** Notices a participant thread that neither waits for anybody nor goes on: one that hangs. */
import { type Cells, PROGRESS, WAITS } from './cells.ts'
import { isClockHeld } from './run-clock.ts'

/** How often it is looked at, in milliseconds. */
const TICK = 100

/**
 * Calls `stalled` when the thread has done nothing for `patience` milliseconds, and again after as long. Returns what
 * ends the watch.
 */
export function watchPulse(cells: Cells, patience: number, stalled: () => void): () => void {
  let progress = Atomics.load(cells, PROGRESS)
  let before = performance.now()
  let still = 0

  function look() {
    const now = performance.now()
    // A process that was itself suspended had no time to go on in, nor had one in a run that is held.
    const passed = isClockHeld(cells) ? 0 : Math.min(now - before, 2 * TICK)
    before = now
    const seen = Atomics.load(cells, PROGRESS)
    const alive = seen !== progress || Atomics.load(cells, WAITS) === 1
    progress = seen
    still = alive ? 0 : still + passed
    if (still < patience) return
    still = 0
    stalled()
  }
  const clock = setInterval(look, TICK)
  clock.unref()
  return () => clearInterval(clock)
}
