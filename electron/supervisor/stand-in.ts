/** Does what a scenario leaves to a person, at the moments that its cast names: starts programs, presses keys, closes. */
import type { KernelObjects } from '../../native-bridge/kernel-objects.ts'
import { EVENT_MODIFY_STATE } from '../../native-bridge/winnt.ts'
import type { Moment } from '../scenarios/scenario.ts'
import { goOn, type Party, waitsForKey } from './party.ts'

export interface StandIn {
  start(party: Party): void
  /** Looks for whose moment has come. Nobody is started any more in a run that is `ending`. */
  look(ending: boolean): void
}

/** Returns whether there was such an event. */
function setEvent(objects: Pick<KernelObjects, 'openEvent' | 'setEvent' | 'close'>, name: string): boolean {
  const opened = objects.openEvent(EVENT_MODIFY_STATE, false, name)
  if (!opened.ok) return false
  objects.setEvent(opened.value)
  objects.close(opened.value)
  return true
}

export function createStandIn(
  parties: readonly Party[],
  objects: Pick<KernelObjects, 'openEvent' | 'setEvent' | 'close'>,
  start: (party: Party) => void,
): StandIn {
  const closed = new Set<Party>()

  function hasCome({ of, are }: Moment): boolean {
    const members = parties.filter(({ id }) => of.includes(id))
    const haveEnded = members.every(({ phase }) => phase === 'ended')
    if (haveEnded || are === 'ended') return haveEnded
    return members.some(are === 'waiting' ? ({ phase }) => phase === 'blocked' : waitsForKey)
  }

  function hasKeyToPress(party: Party): boolean {
    const { phase, keysWhen, keys } = party
    const when = keysWhen?.[Math.min(keys, keysWhen.length) - 1]
    return phase === 'blocked' && waitsForKey(party) && !party.keyGiven && (!when || hasCome(when))
  }

  function pressKey(party: Party) {
    goOn(party)
    party.link?.command({ type: 'key' })
  }

  function close(party: Party) {
    const { closes, phase, link } = party
    if (!closes || !link || phase === 'ended' || closed.has(party) || !hasCome(closes.when)) return
    // Its own: another process of the same program may be there, or have gone.
    if (setEvent(objects, `${closes.event}.${link.pid}`)) closed.add(party)
  }

  /** What could not be started has ended, and is not tried again. */
  const isToStart = ({ link, phase, startsWhen }: Party) =>
    !link && phase !== 'ended' && startsWhen !== undefined && hasCome(startsWhen)

  return {
    start,
    look(ending) {
      // Who goes on waits no longer: first all that is to happen at this moment is found.
      const toStart = ending ? [] : parties.filter(isToStart)
      const keys = parties.filter(hasKeyToPress)
      parties.forEach(close)
      toStart.forEach(start)
      keys.forEach(pressKey)
    },
  }
}
