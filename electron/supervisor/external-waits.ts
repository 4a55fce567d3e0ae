/**
 * Programs of others in a run: what is known of those that nobody here has started, and how long the run waits for
 * anything to come of them. Whoever is waited for may never come, hang, or hold a mutex for ever.
 */

import type { ParticipantReport } from '../contract/participant.ts'
import { who, whoFirst } from '../trace/who.ts'
import type { ExternalUse } from './external-use.ts'
import type { Party } from './party.ts'
import type { Timers } from './timers.ts'

/** Who starts a program by hand needs more time than a program, and before a screen as long as a person may think. */
const BY_HAND = 5
const BEFORE_A_SCREEN = 60_000
/** How long beyond its timeout anybody may neither wait for anybody nor go on, in milliseconds. */
export const STILL = 1000
const KEY = 'externalWaits'
/** How long somebody may take to find what a program has made that has ended since, in milliseconds. */
const LATE = 500

export interface ExternalWaitsParts {
  readonly parties: readonly Party[]
  readonly timers: Timers
  /** The section that all of them use; null where there is none of one name. */
  readonly section: string | null
  /** In milliseconds. */
  readonly timeout: number
  readonly interactive: boolean
  /** Nothing has come of them; the sentence says of whom and for how long. */
  readonly stuck: (sentence: string) => void
}

export interface ExternalWaits {
  /** Something has happened that is no mere waiting. */
  progress(): void
  hear(report: ParticipantReport): void
  /** A process has ended: who waits for what an ended program has not made waits in vain. */
  lookForEnd(): void
  end(): void
}

const seconds = (milliseconds: number) => `${Number((milliseconds / 1000).toFixed(1))} s`
/** Its own process takes as long as it takes to start. */
const isBooting = ({ external, link, phase, awaiting }: Party) =>
  !external && link !== null && phase === 'starting' && !awaiting
const isUnstarted = ({ external }: Party) => external?.commandLine === null

export function createExternalWaits(parts: ExternalWaitsParts): ExternalWaits {
  const { parties, timers, section, timeout, interactive, stuck } = parts
  const others = parties.filter(({ external }) => external)
  const byHand = others.some(isUnstarted)
  const plain = byHand ? BY_HAND * timeout : timeout + STILL
  const patience = interactive ? Math.max(plain, BEFORE_A_SCREEN) : plain
  let over = others.length === 0

  /** `waits`: somebody has said how long it waits. */
  function start(waits = 0, least = patience) {
    if (over || parties.some(isBooting)) return
    const milliseconds = least + (waits > patience ? waits : 0)
    timers.start(KEY, milliseconds, () => {
      if (over) return
      end()
      stuck(sentence(milliseconds))
    })
  }
  function end() {
    over = true
    timers.stop(KEY)
  }

  function sentence(milliseconds: number): string {
    const within = `within ${seconds(milliseconds)}`
    const absent = others.find((party) => isUnstarted(party) && party.phase === 'starting')
    if (absent) {
      return `${whoFirst(absent.id)} never came: no program was seen to use ${section} ${within}.`
    }
    const expecting = parties.find(({ awaits, phase }) => awaits !== undefined && phase === 'starting')
    if (expecting && others.every(({ phase }) => phase === 'ended')) {
      return `${others.map(({ id }) => whoFirst(id)).join(' and ')} ended, and ${who(expecting.id)} had not found ${section}.`
    }
    const names = others.filter(({ phase }) => phase !== 'ended').map(({ id }) => id)
    if (names.length === 0) return `Nothing happened ${within} after the programs of others had ended.`
    const none = names.length === 1 ? `${whoFirst(names.join())} has not` : `None of ${names.join(', ')} has`
    if (expecting) return `${none} made ${section} ${within}, for which ${who(expecting.id)} waited.`
    const started = others.some(({ link, phase }) => link && phase !== 'ended')
    const end = started ? 'It was ended' : 'It is not the run’s to end'
    return `${none} done anything ${within} that the others waited for. ${end}; what the others held was freed.`
  }

  return {
    progress: () => start(),
    hear(report) {
      if (report.type === 'blocked') {
        const { timeout: waits } = report.call
        if (typeof waits === 'number' && waits > patience) start(waits)
      } else if (report.type === 'ready' || report.type === 'awaiting' || report.type === 'ended') start()
      else if (report.type === 'events' && report.events.some(({ kind }) => kind !== 'call')) start()
    },
    lookForEnd() {
      const isAwaited = parties.some(({ awaiting, phase }) => awaiting && phase !== 'ended')
      if (isAwaited && others.every(({ phase }) => phase === 'ended')) start(0, LATE)
    },
    end,
  }
}

/** Where programs that nobody here has started stand, as far as the kernel's counts tell. */
export function placeUnstarted(parties: readonly Party[], use: ExternalUse, endsWithUse: boolean): boolean {
  let isNew = false
  for (const party of parties.filter(isUnstarted)) {
    const next = use === 'there' ? 'running' : use === 'gone' && endsWithUse ? 'ended' : party.phase
    // It cannot come back: another program may be meant for what is still to be seen.
    if (party.phase === 'ended' || next === party.phase) continue
    party.phase = next
    isNew = true
  }
  return isNew
}
