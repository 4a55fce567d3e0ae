/** The processes of a run: starts those of its cast, and ends them, in good order or by force. */
import type { ParticipantStart } from '../contract/participant.ts'
import { type LinkEvents, linkHelper, linkInProcess, type ParticipantLink } from './links.ts'
import type { Party } from './party.ts'

/** How long a participant may take to end after it was asked to, in milliseconds. */
const GRACE = 2000

export interface Pool {
  /** Returns whether its process could be started. */
  start(party: Party, argv: string[]): boolean
  /** Those that were started and have not ended. */
  running(): Party[]
  /** Asks who leads to end its program, and lets nobody sleep; by force if that takes too long. */
  quit(): void
  /** Ends all at their next call, by force after a while. */
  end(): void
  /** Ends one that does not do what it should; `how` says what. */
  endHung(party: Party, how: string): void
  /** Ends one that waits in vain; `where` says in which call, and for what. */
  endStranded(party: Party, where: string): void
  /** Ends the programs of others by force. */
  killExternal(): void
  /** Ends all by force. */
  kill(): void
}

export interface PoolParts {
  readonly parties: readonly Party[]
  /** Where the built participant files are. */
  readonly folder: string
  /** Whether `process.execPath` is Electron, which is to behave as plain Node. */
  readonly runAsNode: boolean
  readonly startOf: (party: Party, argv: string[]) => ParticipantStart
  readonly eventsOf: (party: Party) => LinkEvents
  /** Starts a program of somebody else's. */
  readonly startExternal: (party: Party, argv: string[]) => ParticipantLink | null
}

export function createPool({ parties, folder, runAsNode, startOf, eventsOf, startExternal }: PoolParts): Pool {
  const running = () => parties.filter(({ link, phase }) => link && phase !== 'ended')

  function kill(party: Party) {
    party.killed = true
    party.link?.kill()
  }
  const killAll = () => running().forEach(kill)
  function link(party: Party, argv: string[]) {
    if (party.external) return startExternal(party, argv)
    const start = startOf(party, argv)
    if (party.runsIn === 'host') return linkInProcess(folder, start, eventsOf(party))
    return linkHelper({ folder, runAsNode }, start, eventsOf(party))
  }
  const later = (work: () => void) => void setTimeout(work, GRACE).unref()

  function end() {
    for (const { link } of running()) link?.command({ type: 'stop' })
    later(killAll)
  }

  return {
    running,
    end,
    kill: killAll,
    killExternal: () =>
      running()
        .filter(({ external }) => external)
        .forEach(kill),
    start(party, argv) {
      party.link = link(party, argv)
      return party.link !== null
    },
    quit() {
      for (const { leads, awaiting, link } of running()) {
        // Whose program has not begun has nothing to end in good order.
        link?.command({ type: awaiting ? 'stop' : leads ? 'quit' : 'rouse' })
      }
      later(end)
    },
    endHung(party, how) {
      party.hung ??= how
      endNow(party)
    },
    endStranded(party, where) {
      party.stranded ??= where
      endNow(party)
    },
  }

  function endNow(party: Party) {
    if (party.runsIn !== 'host') return kill(party)
    // It lives in the host's process, and is asked first.
    party.link?.command({ type: 'stop' })
    later(() => party.phase === 'ended' || kill(party))
  }
}
