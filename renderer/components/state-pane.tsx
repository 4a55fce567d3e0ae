/** What the event that is looked at did, and below it how memory stands: each in its place, so that nothing jumps. */
import type { ReactNode } from 'react'
import { useStore } from '../store.ts'
import { AnswerCard } from './answer-card.tsx'
import { Consoles } from './consoles.tsx'
import { EventDetails } from './event-details.tsx'
import { Legend } from './legend.tsx'
import { Remember } from './lesson.tsx'
import { Objects } from './objects.tsx'
import { Predict } from './predict.tsx'
import { Queues } from './queues.tsx'
import { Results } from './results.tsx'
import { SyncObjects } from './sync-objects.tsx'

export function StatePane() {
  const records = useStore((state) => state.records)
  const at = useStore((state) => state.cursor) ?? records.length - 1
  if (records.length === 0) {
    return (
      <div className="state">
        <Region label="How to read it">
          <Legend />
        </Region>
      </div>
    )
  }
  return (
    <div className="state parted">
      <Region label="Event">
        <Predict />
        <EventDetails cursor={at} />
      </Region>
      <Region label="State">
        <Remember cursor={at} />
        <AnswerCard cursor={at} />
        <Results cursor={at} />
        <Consoles cursor={at} />
        <SyncObjects cursor={at} />
        <Objects cursor={at} />
        <Queues cursor={at} />
      </Region>
    </div>
  )
}

const Region = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
  <section tabIndex={0} aria-label={label}>
    {children}
  </section>
)
