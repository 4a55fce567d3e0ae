/** What an ended participant leaves: uses of objects, which the kernel ends, and kernel objects, which it may not. */

import type { Native } from '../../native-bridge/native.ts'
import { processId } from '../../native-bridge/units.ts'
import { who } from '../trace/who.ts'
import type { Unmerged } from './merger.ts'
import { evidenceOf } from './object-id.ts'
import type { Party } from './party.ts'
import type { UsageChange } from './usage.ts'

export interface Remains {
  /** Takes note of an object, by its address or its name. */
  hear(object: string): void
  /** What the kernel says just now, at the end of a process, of all objects: those that it held end with it. */
  usesEnded(party: Party): UsageChange[]
  /** Removes what an ended participant left behind. */
  sweep(party: Party): void
  /** Removes what runs left behind whose supervisor was killed; it is told in the name of `party`. */
  sweepEarlierRuns(party: Party): void
}

const pidOf = ({ link }: Party) => processId(link?.pid ?? process.pid)

/** `elapsed` tells the nanoseconds since the start of the run. */
export function createRemains(
  { processes, ...kinds }: Native,
  elapsed: () => number,
  add: (record: Unmerged) => void,
): Remains {
  const objects = new Set<string>()

  function tell(party: Party, what: string, removed: string[]) {
    if (removed.length === 0) return
    add({ kind: 'note', t: elapsed(), participant: party.id, text: `Removed ${what}: ${removed.join(', ')}.` })
  }
  return {
    hear: (object) => objects.add(object),
    // Which of the objects it held, the changes' places in the stream will tell.
    usesEnded(party) {
      // Before the kernel is asked: what others do meanwhile comes after it.
      const t = elapsed()
      const [change, holder] = [party.external ? 'freed' : 'ended', pidOf(party)] as const
      return Array.from(objects, (object) => {
        const kernel = evidenceOf(object, kinds)
        return { kind: 'usage', t, object, change, holder, kernel } as const
      })
    },
    sweep: (party) => tell(party, `what ${who(party.id)} left behind`, processes.sweep(pidOf(party))),
    sweepEarlierRuns: (party) => tell(party, 'what an earlier run left behind', processes.sweepDead()),
  }
}
