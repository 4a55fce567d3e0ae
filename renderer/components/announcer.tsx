/** Tells each event in words to a screen reader. */

import { inWords } from '../model/explanations.ts'
import { lastUpTo } from '../model/fold.ts'
import { useStore } from '../store.ts'

export function Announcer() {
  const records = useStore((state) => state.records)
  const cursor = useStore((state) => state.cursor)
  const fast = useStore((state) => state.state?.policy.mode === 'free')
  const latest = lastUpTo(records, cursor ?? records.length - 1, (record) => inWords(record) !== null)?.record
  const silent = fast && latest?.kind !== 'outcome'
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="announcer">
      {latest && !silent ? inWords(latest) : ''}
    </p>
  )
}
