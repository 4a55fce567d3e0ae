/**
 * Ends a helper that hangs while another participant waits for its memory agent. A Give has no timeout of
 * its own: on OS/2 the kernel alone did the work.
 */
import type { ParticipantReport } from '../contract/participant.ts'
import type { Party } from './party.ts'
import type { Timers } from './timers.ts'

export interface Watchdog {
  /** Hears everything that participants report. */
  hear(party: Party, report: ParticipantReport): void
}

/** `bite` ends the process of that id. */
export function createWatchdog(timers: Timers, milliseconds: number, bite: (pid: number) => void): Watchdog {
  const watched = new Set<string>()
  return {
    hear(party, report) {
      const key = `watchdog ${party.id}`
      if (watched.delete(party.id)) timers.stop(key)
      if (report.type !== 'blocked' || report.call.name !== 'DosGiveSharedMem') return
      watched.add(party.id)
      timers.start(key, milliseconds, () => bite(Number(report.call.args.pid)))
    },
  }
}
