/**
 * Ends a helper that hangs while another participant waits for it in a call that has no timeout of its own: for its
 * memory agent in a Give, which on OS/2 the kernel alone did the work of, or for its end.
 */
import type { ParticipantReport } from '../contract/participant.ts'
import type { Party } from './party.ts'
import type { Timers } from './timers.ts'

export interface Watchdog {
  /** Hears everything that participants report. */
  hear(party: Party, report: ParticipantReport): void
}

/** `bite` ends the process of that id, which `party` has waited for in the call of that name. */
export function createWatchdog(
  timers: Timers,
  milliseconds: number,
  bite: (pid: number, party: Party, call: string) => void,
): Watchdog {
  const watched = new Set<string>()
  return {
    hear(party, report) {
      const key = `watchdog ${party.id}`
      if (watched.delete(party.id)) timers.stop(key)
      if (report.type !== 'blocked' || report.call.waitsFor === undefined) return
      const { name, waitsFor } = report.call
      watched.add(party.id)
      timers.start(key, milliseconds, () => bite(waitsFor, party, name))
    },
  }
}
