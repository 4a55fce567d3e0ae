/** What the event that is looked at did, and below it how memory stands: each in its place, so that nothing jumps. */
import { useRef } from 'react'
import { lastUpTo } from '../model/fold.ts'
import { useStore } from '../store.ts'
import { AnswerCard } from './answer-card.tsx'
import { Consoles } from './consoles.tsx'
import { EventDetails, isExplained } from './event-details.tsx'
import { Legend } from './legend.tsx'
import { Remember } from './lesson.tsx'
import { LessonQuestion } from './lesson-question.tsx'
import { Objects } from './objects.tsx'
import { Predict, questionIn } from './predict.tsx'
import { PresenterPane } from './presenter-pane.tsx'
import { Queues } from './queues.tsx'
import { Region } from './region.tsx'
import { Results } from './results.tsx'
import { Splitter } from './splitter.tsx'
import { SyncObjects } from './sync-objects.tsx'

export function StatePane() {
  const records = useStore((state) => state.records)
  const presenting = useStore((state) => state.presenting)
  const at = useStore((state) => state.cursor) ?? records.length - 1
  const question = useStore(questionIn)
  const below = useRef<HTMLElement>(null)
  const asked = useStore(({ cursor, prediction }) => (cursor === null ? prediction?.at : undefined))
  if (records.length === 0) {
    return (
      <div className="state">
        <Region key="legend" label="How to read it" shows={null}>
          <Legend />
        </Region>
        <Splitter parting="columns" index={1} label="Width of the state" />
      </div>
    )
  }
  if (presenting) return <PresenterPane cursor={at} />
  const event = lastUpTo(records, at, isExplained)?.record
  return (
    <div className="state parted">
      <Region key="event" label="Event" shows={question ?? event}>
        <LessonQuestion />
        <Predict />
        {/* What the class was asked about stays, whatever the others do meanwhile. */}
        <EventDetails cursor={asked ?? at} />
      </Region>
      <Splitter parting="rows" index={0} label="Height of the event" />
      <Region key="state" label="State" shows={event} element={below}>
        <Remember cursor={at} />
        <AnswerCard cursor={at} />
        <Results cursor={at} />
        <Consoles cursor={at} />
        <SyncObjects cursor={at} />
        <Objects cursor={at} panel={below} />
        <Queues cursor={at} />
      </Region>
      <Splitter parting="columns" index={1} label="Width of the state" />
    </div>
  )
}
