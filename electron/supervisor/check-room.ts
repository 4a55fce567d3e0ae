/** Whether this machine has room for what a scenario's settings ask for, before anything is started. */
import type { Sections } from '../../native-bridge/native.ts'
import { roomFor } from '../../native-bridge/os2/arena.ts'
import type { Settings } from '../contract/settings.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { UsageError } from './usage-error.ts'

/** Throws a UsageError that says what does not fit, and what would. */
export function checkRoom(
  { memoryOf }: Pick<Scenario, 'memoryOf'>,
  settings: Settings,
  interactive: boolean,
  { isFree, probe }: Pick<Sections, 'isFree' | 'probe'>,
): void {
  const { objects, size, less } = memoryOf(settings, interactive)
  // The arena is the whole machine's: others may have something there, too.
  const room = roomFor(size, (at, length) => isFree(at, length) && probe(at).value === 0)
  if (objects <= room) return
  throw new UsageError(
    `size=${size} is not possible here: ${objects} objects of that size would be in use at a time, and there is room ` +
      `for ${room}. ${less}`,
  )
}
