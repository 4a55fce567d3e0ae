/** Whether this machine has room for what a scenario's settings ask for, before anything is started. */
import { roomFor } from '../../native-bridge/os2/arena.ts'
import type { Address } from '../../native-bridge/units.ts'
import type { Settings } from '../contract/settings.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { UsageError } from './usage-error.ts'

/** What lies in the arena: in this process, and as other processes have it; the kernel's sections tell that. */
export interface Arena {
  isFree(at: Address, size: number): boolean
  probe(at: Address): { readonly value: number }
}

/** For whoever asks while a run is live, which is ended before the next one needs its room. */
export const emptyArena: Arena = { isFree: () => true, probe: () => ({ value: 0 }) }

/** Says of a place whether it is free, until `enough` are: to ask the kernel costs time. */
function createLook(enough: number, { isFree, probe }: Arena) {
  let found = 0
  return (at: Address, length: number) => {
    if (found === enough) return true
    // The arena is the whole machine's: others may have something there, too.
    const free = isFree(at, length) && probe(at).value === 0
    if (free) found += 1
    return free
  }
}

/** Throws a UsageError that says what does not fit, and what would. */
export function checkRoom(
  { memoryOf }: Pick<Scenario, 'memoryOf'>,
  settings: Settings,
  interactive: boolean,
  arena: Arena,
): void {
  const { objects, size, less } = memoryOf(settings, interactive)
  const room = roomFor(size, createLook(objects, arena))
  if (objects <= room) return
  throw new UsageError(
    `size=${size} is not possible here: ${objects} objects of that size would be in use at a time, and there is room ` +
      `for ${room}. ${less}`,
  )
}
