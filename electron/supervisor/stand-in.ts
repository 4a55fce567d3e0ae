/** Does what a scenario leaves to a person, at the moments that its cast names: starts programs, presses keys, closes. */
import type { KernelObjects } from '../../native-bridge/kernel-objects.ts'
import type { Exclusive } from '../../native-bridge/native.ts'
import { processId } from '../../native-bridge/units.ts'
import { processObject } from '../../native-bridge/uses.ts'
import { EVENT_MODIFY_STATE } from '../../native-bridge/winnt.ts'
import type { Moment } from '../scenarios/scenario.ts'
import { goOn, type Party, waitsForKey } from './party.ts'

export interface StandIn {
  start(party: Party): void
  /** Looks for whose moment has come. Nobody is started any more in a run that is `ending`. */
  look(ending: boolean): void
}

/** The kernel, as far as a stand-in reaches into it. */
interface Reach {
  readonly objects: Pick<KernelObjects, 'openEvent' | 'setEvent' | 'close'>
  readonly exclusive: Exclusive
}

/** Returns whether there was such an event. Nobody sees the handle of it, which could be the last one otherwise. */
function setEvent({ objects, exclusive }: Reach, name: string): boolean {
  const set = exclusive(() => {
    const opened = objects.openEvent(EVENT_MODIFY_STATE, false, name)
    if (!opened.ok) return { ok: true, value: false }
    objects.setEvent(opened.value)
    objects.close(opened.value)
    return { ok: true, value: true }
  })
  return set.ok && set.value
}

const isThere = ({ external, phase }: Party) =>
  external !== undefined && (external.commandLine === null || phase === 'running')

export function createStandIn(parties: readonly Party[], kernel: Reach, start: (party: Party) => void): StandIn {
  const closed = new Set<Party>()
  const keyed = new Set<Party>()

  function hasCome({ of, are }: Moment): boolean {
    const members = parties.filter(({ id }) => of.includes(id))
    const haveEnded = members.every(({ phase }) => phase === 'ended')
    if (haveEnded || are === 'ended') return haveEnded
    // Where a program of somebody else's stands nobody sees: it is there, or comes when it will.
    if (members.some(isThere)) return true
    return members.some(are === 'waiting' ? ({ phase }) => phase === 'blocked' : waitsForKey)
  }

  function hasKeyToPress(party: Party): boolean {
    const { phase, keysWhen, keys } = party
    const when = keysWhen?.[Math.min(keys, keysWhen.length) - 1]
    return phase === 'blocked' && waitsForKey(party) && !party.keyGiven && (!when || hasCome(when))
  }

  const waitsFor = ({ call }: Party, { link }: Party) =>
    link !== null && call?.waits?.includes(processObject(processId(link.pid))) === true

  /** A program of somebody else's may wait for a key: it has it once nobody else can go on without it. */
  function needsKey(party: Party): boolean {
    if (!party.external || !party.link || party.phase === 'ended' || keyed.has(party)) return false
    return parties.every(
      (each) =>
        each.external !== undefined ||
        each.phase === 'ended' ||
        (each.phase === 'blocked' && (waitsForKey(each) ? !hasKeyToPress(each) : waitsFor(each, party))),
    )
  }

  function giveKey(party: Party) {
    keyed.add(party)
    party.link?.command({ type: 'key' })
  }

  function pressKey(party: Party) {
    goOn(party)
    party.link?.command({ type: 'key' })
  }

  function close(party: Party) {
    const { closes, phase, link } = party
    if (!closes || !link || phase === 'ended' || closed.has(party) || !hasCome(closes.when)) return
    // Its own: another process of the same program may be there, or have gone.
    if (setEvent(kernel, `${closes.event}.${link.pid}`)) closed.add(party)
  }

  /** What could not be started has ended, and is not tried again. */
  const isToStart = ({ link, phase, startsWhen, external }: Party) =>
    external?.commandLine !== null && !link && phase !== 'ended' && startsWhen !== undefined && hasCome(startsWhen)

  return {
    start,
    look(ending) {
      // Who goes on waits no longer: first all that is to happen at this moment is found.
      const toStart = ending ? [] : parties.filter(isToStart)
      const keys = parties.filter(hasKeyToPress)
      const keysOfOthers = parties.filter(needsKey)
      parties.forEach(close)
      toStart.forEach(start)
      keys.forEach(pressKey)
      keysOfOthers.forEach(giveKey)
    },
  }
}
