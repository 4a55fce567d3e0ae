/** What who has died or waited in vain does not tell of a run: what became of the other one. */
import type { Settings } from '../../contract/settings.ts'
import { whoFirst } from '../../trace/who.ts'
import { createHeirs } from '../abandoned.ts'
import type { Findings } from '../scenario.ts'
import { cameTo } from './names.ts'

export function createFindings(_exchanges: unknown, { mode }: Settings): Findings {
  /** What each of the equals has printed of itself, as a sentence. */
  const told = new Map<string, string>()
  const heirs = createHeirs()
  return {
    follow(record) {
      heirs.follow(record)
      const came = record.kind === 'output' ? cameTo(record.text) : null
      if (record.kind !== 'output' || came === null) return
      told.set(record.participant, `${whoFirst(record.participant)} came ${came.place}, and read “${came.data}”.`)
    },
    amend(verdict) {
      if (mode !== 'peers' || (verdict.name !== 'crash' && verdict.name !== 'timeout')) return verdict
      const saved = told.size === 0 ? 'Neither has told that it read the text.' : [...told.values()].join(' ')
      return { ...verdict, text: `${verdict.text} ${heirs.inWords()}${saved}` }
    },
  }
}
