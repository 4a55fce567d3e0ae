/** Decides when a halted call goes on: by the person's steps, by a clock, or at once. */
import type { Policy } from '../contract/service.ts'
import { haltedInTurn } from '../trace/turns.ts'
import { goOn, type Party, waitsForKey } from './party.ts'
import { UsageError } from './usage-error.ts'

export interface Scheduler {
  readonly policy: Policy
  setPolicy(policy: Policy): void
  /**
   * Releases the next call of one participant, or of the one that has waited longest. Throws a UsageError when
   * that participant does not wait to be released.
   */
  step(participant?: string): void
  /**
   * Whether the run's clock stands still at this moment: somebody waits to be released, by a person or by the pace. A
   * run that is slowed down for a class to follow must not time out because of that.
   */
  isHeld(): boolean
  /** Ends the clock. */
  end(): void
}

/** `changed` is called whenever somebody was released or the policy is another. */
export function createScheduler(parties: readonly Party[], first: Policy, changed: () => void): Scheduler {
  let policy = first
  let clock = startClock(first)

  function startClock(next: Policy): NodeJS.Timeout | undefined {
    return next.mode === 'paced' ? setInterval(releaseNext, next.interval) : undefined
  }

  function release(party: Party) {
    goOn(party)
    party.link?.command({ type: 'release' })
    changed()
  }

  const longestHalted = (): Party | undefined => haltedInTurn(parties)[0]

  function releaseNext() {
    const party = longestHalted()
    if (party) release(party)
  }

  function find(participant: string): Party {
    const party = parties.find(({ id }) => id === participant)
    if (party) return party
    const ids = parties.map(({ id }) => id).join(', ')
    throw new UsageError(`There is no participant ‘${participant}’. There is: ${ids}.`)
  }

  return {
    get policy() {
      return policy
    },
    setPolicy(next) {
      policy = next
      clearInterval(clock)
      clock = startClock(next)
      for (const party of parties) {
        if (party.phase !== 'ended') party.link?.command({ type: 'gate', gated: next.mode !== 'free' })
        // Nobody halts any more: a step that comes now would release a call too many.
        if (next.mode === 'free' && party.phase === 'halted') goOn(party)
      }
      changed()
    },
    step(participant) {
      const party = participant === undefined ? longestHalted() : find(participant)
      if (!party) throw new UsageError('Nobody waits to be released right now.')
      // Who steps this very one presses the key that it waits for; else it is pressed when its moment has come.
      const keyGiven = participant !== undefined && waitsForKey(party)
      if (keyGiven) party.link?.command({ type: 'key' })
      const wasHalted = party.phase === 'halted'
      if (wasHalted) release(party)
      // Nobody else presses a second one.
      party.keyGiven = keyGiven
      if (keyGiven || wasHalted) return
      if (party.external) throw new UsageError(`${party.id} is a program of somebody else’s, which is never halted.`)
      const where = party.call ? ` It waits in ${party.call.name}.` : ''
      throw new UsageError(`${party.id} does not wait to be released.${where}`)
    },
    isHeld: () => policy.mode !== 'free' && parties.some(({ phase }) => phase === 'halted'),
    end: () => clearInterval(clock),
  }
}
