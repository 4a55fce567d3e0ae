/** What the event that is looked at did, and how memory stands after it. */
import { useStore } from '../store.ts'
import { AnswerCard } from './answer-card.tsx'
import { EventDetails } from './event-details.tsx'
import { Legend } from './legend.tsx'
import { Remember } from './lesson.tsx'
import { Objects } from './objects.tsx'
import { Predict } from './predict.tsx'
import { Queues } from './queues.tsx'

export function StatePane() {
  const records = useStore((state) => state.records)
  const at = useStore((state) => state.cursor) ?? records.length - 1
  if (records.length === 0) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
      <section className="state" tabIndex={0} aria-label="How to read it">
        <Legend />
      </section>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
    <section className="state" tabIndex={0} aria-label="State">
      <Predict />
      <Remember cursor={at} />
      <AnswerCard cursor={at} />
      <EventDetails cursor={at} />
      <Objects cursor={at} />
      <Queues cursor={at} />
    </section>
  )
}
