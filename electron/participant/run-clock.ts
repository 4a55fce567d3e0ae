/** The run's clock in a participant: control stops it and lets it go on, and the participant thread reads it. */
import type { RunClock } from '../../native-bridge/run-clock.ts'
import { now } from '../../native-bridge/units.ts'
import { type Cells, change, HELD_FOR, HELD_SINCE } from './cells.ts'

const MILLISECOND = 1e6
const milliseconds = () => now() / MILLISECOND

/** As a cell holds it, modulo 2^32; 0 is kept for a clock that runs. */
const asCell = (time: number) => Math.trunc(time) | 0 || 1

/** How long it has stood still by now, since the moment in the cell. */
const since = (cell: number) => (asCell(milliseconds()) - cell) | 0

export function holdClock(cells: Cells): void {
  if (Atomics.load(cells, HELD_SINCE) === 0) change(cells, { [HELD_SINCE]: asCell(milliseconds()) })
}

export function releaseClock(cells: Cells): void {
  const cell = Atomics.load(cells, HELD_SINCE)
  if (cell === 0) return
  // In this order: who reads between the two finds a clock that is late, and never one that is early.
  change(cells, { [HELD_FOR]: (Atomics.load(cells, HELD_FOR) + since(cell)) | 0 })
  change(cells, { [HELD_SINCE]: 0 })
}

export const isClockHeld = (cells: Cells) => Atomics.load(cells, HELD_SINCE) !== 0

export const createRunClock = (cells: Cells): RunClock => ({
  isHeld: () => isClockHeld(cells),
  now() {
    const cell = Atomics.load(cells, HELD_SINCE)
    const heldFor = Atomics.load(cells, HELD_FOR)
    return milliseconds() - heldFor - (cell === 0 ? 0 : since(cell))
  },
})
