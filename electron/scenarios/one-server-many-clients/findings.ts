/** What one server or one client does not know of a run: what others have answered, and who got a dead owner's mutex. */
import type { Settings } from '../../contract/settings.ts'
import { createHeirs } from '../abandoned.ts'
import type { Verdict } from '../process.ts'
import type { Findings } from '../scenario.ts'
import { replyTo } from './layout.ts'
import { served, took } from './verdicts.ts'

/** Whether somebody may have missed its reply. */
const mayHaveMissed = ({ name }: Verdict) => name === 'crash' || name === 'timeout' || name === 'lost-request'

export function createFindings(_exchanges: unknown, { servers }: Settings): Findings {
  /** How many replies each client has got and told, by its id. */
  const answers = new Map<string, number>()
  const heirs = createHeirs()
  return {
    follow(record) {
      heirs.follow(record)
      if (record.kind !== 'output' || !record.text.startsWith(replyTo(`${record.participant}, `))) return
      answers.set(record.participant, (answers.get(record.participant) ?? 0) + 1)
    },
    amend(verdict) {
      // One that is alone knows what it has answered, clients of others as well.
      if (verdict.name === 'completed') return servers === 'one' ? verdict : served(answers)
      if (!mayHaveMissed(verdict)) return verdict
      return { ...verdict, text: `${verdict.text} ${heirs.inWords()}${took(answers)}` }
    },
  }
}
