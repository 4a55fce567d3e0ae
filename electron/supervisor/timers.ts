/**
 * The timers of a run, on its clock (native-bridge/run-clock.ts tells of the others). While any participant waits to
 * be released before a step, by a person or by the pace, that is no time of the machine's: a class can think for as
 * long as it likes, and nothing times out.
 */
const TICK = 50

export interface Timers {
  /** Starts or restarts a timer; `fire` is called every `milliseconds` until it is stopped. */
  start(key: string, milliseconds: number, fire: () => void): void
  stop(key: string): void
  stopAll(): void
}

interface Timer {
  readonly milliseconds: number
  readonly fire: () => void
  elapsed: number
}

/** `held` tells whether the clock stands still at this moment. */
export function createTimers(held: () => boolean): Timers {
  const timers = new Map<string, Timer>()
  let clock: NodeJS.Timeout | null = null
  let before = 0

  function tick() {
    const now = performance.now()
    // A host that was itself suspended gives its participants no time to have answered in.
    const passed = held() ? 0 : Math.min(now - before, 2 * TICK)
    before = now
    for (const timer of timers.values()) {
      timer.elapsed += passed
      if (timer.elapsed < timer.milliseconds) continue
      timer.elapsed = 0
      timer.fire()
    }
  }
  function stopClock() {
    if (clock) clearInterval(clock)
    clock = null
  }
  return {
    start(key, milliseconds, fire) {
      timers.set(key, { milliseconds, fire, elapsed: 0 })
      if (clock) return
      before = performance.now()
      clock = setInterval(tick, TICK)
    },
    stop(key) {
      timers.delete(key)
      if (timers.size === 0) stopClock()
    },
    stopAll() {
      timers.clear()
      stopClock()
    },
  }
}
