/** What one server or one client does not know of a run: what others have answered, and who got a dead owner's mutex. */
import type { Settings } from '../../contract/settings.ts'
import type { TraceRecord } from '../../contract/trace.ts'
import type { Findings } from '../scenario.ts'
import { replyTo } from './layout.ts'
import { abandonedTo, served, taken } from './verdicts.ts'

const isAbandoned = (record: TraceRecord) => record.kind === 'call' && record.result.name === 'WAIT_ABANDONED_0'

export function createFindings(_exchanges: unknown, { servers }: Settings): Findings {
  /** How many replies each client has got and told, by its id. */
  const answers = new Map<string, number>()
  /** Who was handed the mutex of a dead owner. */
  const heirs = new Set<string>()
  return {
    follow(record) {
      if (record.kind === 'call' && isAbandoned(record)) heirs.add(record.participant)
      if (record.kind !== 'output' || !record.text.startsWith(replyTo(`${record.participant}, `))) return
      answers.set(record.participant, (answers.get(record.participant) ?? 0) + 1)
    },
    amend(verdict) {
      // One that is alone knows what it has answered, clients of others as well.
      if (verdict.name === 'completed') return servers === 'one' ? verdict : served(answers)
      if (verdict.name !== 'crash') return verdict
      return { ...verdict, text: `${verdict.text} ${abandonedTo([...heirs])}${taken(answers)}` }
    },
  }
}
