/**
 * The run's clock, by which every wait that has a limit is timed, whatever it waits in. It stands still while a process
 * is held before a step, until a person or the pace of the run lets it go on: what is slowed down to be followed, or is
 * thought about, is nobody's delay.
 */
export interface RunClock {
  /** In milliseconds, since any moment. */
  now(): number
  /** Whether it stands still at this moment. */
  isHeld(): boolean
}

/** Where nobody holds anything. */
export const realClock: RunClock = { now: () => performance.now(), isHeld: () => false }

/** How long a thread that waits in the kernel may sleep there at a time, in milliseconds: nobody can tell it anything. */
const SLICE = 100

export interface Patience {
  /** How long to sleep until the next look, in milliseconds; 0 where it is over. */
  slice(): number
  /** Whether the wait has lasted as long as it may. */
  isOver(): boolean
}

/** The patience of a wait that begins now; Infinity waits for ever, and 0 looks once, even while the clock stands still. */
export function startPatience(clock: RunClock, milliseconds: number): Patience {
  const end = clock.now() + milliseconds
  const left = () => Math.max(0, end - clock.now())
  return {
    slice() {
      const rest = left()
      // What is left of a time that stands still would be over again and again.
      return rest > 0 && clock.isHeld() ? SLICE : Math.min(SLICE, rest)
    },
    isOver: () => left() === 0,
  }
}
