/** The run's clock in a participant: control stops it and lets it go on, and the participant thread reads it. */
import type { RunClock } from '../../native-bridge/run-clock.ts'
import { now } from '../../native-bridge/units.ts'
import { type Cells, CLOCK, change } from './cells.ts'

const MILLISECOND = 1e6
const milliseconds = () => now() / MILLISECOND

/** Set in the cell while the clock stands still. */
const HELD = 0x8000_0000

/** Whole milliseconds as the cell holds them, modulo 2^31; and back, as what lies between −12 and 12 days. */
const packed = (time: number) => Math.trunc(time) & ~HELD
const unpacked = (cell: number) => (cell << 1) >> 1

const isHeld = (cell: number) => (cell & HELD) !== 0

/** By how much the clock is late at a moment. While it stands still the cell holds what it shows, else just this. */
const lateness = (cell: number, time: number) => unpacked(isHeld(cell) ? packed(time) - packed(cell) : cell)

/** `time` is the machine's, in milliseconds. */
export function holdClock(cells: Cells, time = milliseconds()): void {
  const cell = Atomics.load(cells, CLOCK)
  if (!isHeld(cell)) change(cells, { [CLOCK]: packed(Math.trunc(time) - lateness(cell, time)) | HELD })
}

export function releaseClock(cells: Cells, time = milliseconds()): void {
  const cell = Atomics.load(cells, CLOCK)
  if (isHeld(cell)) change(cells, { [CLOCK]: packed(lateness(cell, time)) })
}

export const isClockHeld = (cells: Cells) => isHeld(Atomics.load(cells, CLOCK))

/** `time` tells the machine's, in milliseconds. */
export const createRunClock = (cells: Cells, time = milliseconds): RunClock => ({
  isHeld: () => isClockHeld(cells),
  now() {
    const cell = Atomics.load(cells, CLOCK)
    const at = time()
    return (isHeld(cell) ? Math.trunc(at) : at) - lateness(cell, at)
  },
})
