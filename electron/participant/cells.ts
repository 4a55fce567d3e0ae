/**
 * The few numbers that control, the participant thread and the memory agent share. The thread sleeps on VERSION;
 * whoever changes a cell wakes it, unless the cell says otherwise.
 */
import { realClock } from '../../native-bridge/run-clock.ts'

export const VERSION = 0
/** 1 while every call waits to be released. */
export const GATED = 1
/** How many calls have been released so far. */
export const RELEASED = 2
/** 1 once the participant is to end. */
export const STOPPING = 3
/** The answer to DosExecPgm: 0 while there is none, the process id, or -1. */
export const STARTED = 4
/** 1 once the memory agent listens: before, nobody may be told that this process is ready. */
export const AGENT_LISTENS = 5
/** How many children have ended; what became of them comes through a port. */
export const ENDED = 6
/** Up to where the participant thread's reports have reached the supervisor: so many bytes, modulo 2^32. */
export const READ = 7
/** 1 while the thread waits for somebody else: then it is no sign of a hang that nothing comes of it. */
export const WAITS = 8
/** Grows with each call that the thread begins. */
export const PROGRESS = 9
/** The kernel's name of the thread's message queue, and 1 more: 0 is none. */
export const QUEUE = 10
/** 1 while a message that tells of questions is in the thread's queue, or on its way there. */
export const RUNG = 11
/** 1 once a hang that was provoked is to end. */
export const ROUSED = 12
/** How many keys have been pressed at its console. */
export const KEYS = 13
/** Up to where the participant thread has written reports, as READ counts. */
export const WRITTEN = 14
/** 1 once control has been told to look for reports, until it looks. */
export const BELL = 15
/** How the run's clock goes, all in one (run-clock.ts): who reads it never finds it half changed. */
export const CLOCK = 16
/** How often the gate has been opened: it may be closed again before who was halted looks. */
export const OPENED = 17
/** 1 once a program that is not traced has been seen. */
export const OTHERS_CAME = 18
/** 1 while a message that tells of handed on ones is in the thread's queue, or on its way there. */
export const HANDED_ON = 19
/** 1 while the thread waits in such a way that no record which it makes afterwards bears a time from before. */
export const RESTS = 20
/** 1 while the thread has something to tell that is not written yet. */
export const UNTOLD = 21
/** How many ticks of timers control has posted of which it has not heard that they were received. Nobody is woken. */
export const TICKING = 22
/** How many gifts the memory agent has written into the memory for them; nobody is woken by these four. */
export const GIFTS_WRITTEN = 23
/** How many of those the participant thread has taken. */
export const GIFTS_READ = 24
/** How many gifts the memory agent has posted, as there was no room for them. */
export const GIFTS_POSTED = 25
/** How many of those the participant thread has taken. */
export const GIFTS_RECEIVED = 26
const CELLS = 27

export type Cells = Int32Array<SharedArrayBuffer>

export const createCells = (): Cells => new Int32Array(new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT))

/**
 * Sleeps until `done` holds, or so many milliseconds have passed on the clock; it is asked again after each change. A
 * clock that stands still goes on with a change.
 */
export function sleepUntil(
  cells: Cells,
  done: () => boolean,
  milliseconds = Number.POSITIVE_INFINITY,
  clock = realClock,
): void {
  const end = clock.now() + milliseconds
  for (;;) {
    const version = Atomics.load(cells, VERSION)
    const left = end - clock.now()
    if (left <= 0 || done()) return
    Atomics.wait(cells, VERSION, version, clock.isHeld() ? Number.POSITIVE_INFINITY : left)
  }
}

/** For what may take any time through no fault of this thread. */
export function whileWaiting<T>(cells: Cells, body: () => T): T {
  Atomics.store(cells, WAITS, 1)
  try {
    return body()
  } finally {
    Atomics.store(cells, WAITS, 0)
  }
}

/** The same of a wait in which nothing happens that is to be told. */
export const whileResting = <T>(cells: Cells, body: () => T): T =>
  whileWaiting(cells, () => {
    Atomics.store(cells, RESTS, 1)
    try {
      return body()
    } finally {
      Atomics.store(cells, RESTS, 0)
    }
  })

/**
 * Whether the thread rests, and has written all that it has done: what it does from now on happens later than all that
 * was read of a clock before. Asked in this order, because it may go on between the two.
 */
export const hasToldAll = (cells: Cells) => Atomics.load(cells, RESTS) === 1 && Atomics.load(cells, UNTOLD) === 0

/** Changes cells, and wakes the thread. */
export function change(cells: Cells, values: Readonly<Record<number, number>>): void {
  for (const [cell, value] of Object.entries(values)) Atomics.store(cells, Number(cell), value)
  Atomics.add(cells, VERSION, 1)
  Atomics.notify(cells, VERSION)
}
