/**
 * Notices that the last process of a run waits in vain: in a call without a timeout, when all others who could have ended
 * its wait have ended themselves. By itself it would wait for ever.
 */
import type { ParticipantReport } from '../contract/participant.ts'
import { type Party, waitsForKey } from './party.ts'
import type { Timers } from './timers.ts'

type Blocked = ParticipantReport & { type: 'blocked' }

export interface Standstill {
  /** Hears everything that participants report, once they stand there. */
  hear(party: Party, report: ParticipantReport): void
  /** Looks again, as somebody has ended. */
  look(): void
}

/** A key may still be pressed, and a call with a timeout ends by itself. */
const mayWaitForEver = (party: Party, { call: { waits = [], timeout } }: Blocked) =>
  waits.length > 0 && timeout === null && !waitsForKey(party)

/** `strand` is told where the last one waits, after so many milliseconds of that; `isOpen` whether a person may end it. */
export function createStandstill(
  parties: readonly Party[],
  timers: Timers,
  milliseconds: number,
  isOpen: () => boolean,
  strand: (party: Party, where: string) => void,
): Standstill {
  const KEY = 'standstill'
  const waiting = new Map<Party, Blocked>()

  /** Whether it is there, or will be. A program of somebody else's may come at any time. */
  const counts = ({ link, phase, startsWhen, external }: Party) =>
    phase !== 'ended' && (link !== null || startsWhen !== undefined || external !== undefined)

  function look() {
    timers.stop(KEY)
    const [last, ...others] = parties.filter(counts)
    const report = last && waiting.get(last)
    if (!last || !report || others.length > 0 || isOpen()) return
    const { name, waits = [] } = report.call
    timers.start(KEY, milliseconds, () => strand(last, `in ${name} for ${waits.join(' or ')}`))
  }

  return {
    look,
    hear(party, report) {
      const before = waiting.delete(party)
      if (report.type === 'blocked' && mayWaitForEver(party, report)) waiting.set(party, report)
      // Every call is told: only what may change something costs anything.
      if (before || waiting.has(party)) look()
    },
  }
}
