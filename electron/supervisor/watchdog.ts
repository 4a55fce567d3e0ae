/**
 * Ends a helper that hangs while another participant waits for it, and for nobody else, in a call that has no timeout of
 * its own: for its memory agent in a Give, which on OS/2 the kernel alone did the work of, or for its end.
 */
import { processBehind } from '../../native-bridge/uses.ts'
import type { ParticipantReport } from '../contract/participant.ts'
import type { Party } from './party.ts'
import type { Timers } from './timers.ts'

type PendingStep = (ParticipantReport & { type: 'blocked' })['call']

export interface Watchdog {
  /** Hears everything that participants report. */
  hear(party: Party, report: ParticipantReport): void
}

/** The one process that the call waits for, for as long as it takes; null where it waits otherwise. */
function awaitedBy({ waits = [], timeout }: PendingStep): number | null {
  const [object, ...others] = waits
  return object === undefined || others.length > 0 || timeout !== null ? null : processBehind(object)
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
      const awaited = report.type === 'blocked' ? awaitedBy(report.call) : null
      if (report.type !== 'blocked' || awaited === null) return
      const { name } = report.call
      watched.add(party.id)
      timers.start(key, milliseconds, () => bite(awaited, party, name))
    },
  }
}
