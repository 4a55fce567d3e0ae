/** Tells each event in words to a screen reader. */
import { inWords } from '../explanations.ts'
import { useStore } from '../store.ts'

export function Announcer() {
  const records = useStore((state) => state.records)
  const cursor = useStore((state) => state.cursor)
  const fast = useStore((state) => state.state?.policy.mode === 'free')
  const upTo = cursor === null ? records : records.slice(0, cursor + 1)
  const latest = upTo.findLast((record) => inWords(record) !== null)
  const silent = fast && latest?.kind !== 'outcome'
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="announcer">
      {latest && !silent ? inWords(latest) : ''}
    </p>
  )
}
