/** The lifelines with their heads, or the invitation to begin. */
import { useStore } from '../store.ts'
import { Heads } from './heads.tsx'
import { Idle } from './idle.tsx'
import { Lifelines } from './lifelines.tsx'
import { OutcomeBanner } from './outcome-banner.tsx'

export function Board() {
  const started = useStore((state) => state.header !== null)
  return (
    <section className="board" aria-label="Lifelines">
      {started ? (
        <>
          <Heads />
          <Lifelines />
          <OutcomeBanner />
        </>
      ) : (
        <Idle />
      )}
    </section>
  )
}
