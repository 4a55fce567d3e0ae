/** What one server does not know of a run: what another one has answered before it, or after. */
import type { Findings } from '../scenario.ts'
import { replyTo } from './layout.ts'
import { served } from './verdicts.ts'

export function createFindings(): Findings {
  /** How many replies each client has got and told, by its id. */
  const answers = new Map<string, number>()
  return {
    follow(record) {
      if (record.kind !== 'output' || !record.text.startsWith(replyTo(`${record.participant}, `))) return
      answers.set(record.participant, (answers.get(record.participant) ?? 0) + 1)
    },
    amend: (verdict) => (verdict.name === 'completed' ? served(answers) : verdict),
  }
}
