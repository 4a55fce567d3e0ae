/** What the person may ask in a run, and how many questions may wait. */
import type { Scenario } from '../scenarios/scenario.ts'
import { UsageError } from './usage-error.ts'

/** How many questions may wait to be asked. */
const MOST = 1000

export interface Questions {
  canBeAsked(): boolean
  /**
   * Counts one more question, of which `answered` or under way so many are no longer waiting. Throws a UsageError for
   * what cannot be asked, or not now.
   */
  check(text: string, answered: number): void
}

/** `first` is how many questions the settings ask; `isAsking` tells whether somebody is there to ask more. */
export function createQuestions(
  { info, whatIsWrongWith }: Pick<Scenario, 'info' | 'whatIsWrongWith'>,
  first: number,
  isAsking: () => boolean,
): Questions {
  let accepted = first
  return {
    canBeAsked: () => whatIsWrongWith !== undefined && isAsking(),
    check(text, answered) {
      if (!whatIsWrongWith) throw new UsageError(`In ${info.id} nothing can be asked.`)
      const wrong = whatIsWrongWith(text)
      if (wrong) throw new UsageError(wrong)
      if (!isAsking()) throw new UsageError('No run is live to ask in. Start one first.')
      const waiting = accepted - answered
      if (waiting >= MOST) {
        throw new UsageError(
          `${waiting} questions wait to be asked already. Ask again when some of them are answered.`,
        )
      }
      accepted += 1
    },
  }
}
