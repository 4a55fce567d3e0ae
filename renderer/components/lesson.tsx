/** The scenario as a lesson: its story before a run, and what to remember after it. */
import { Columns2 } from 'lucide-react'
import { Suspense } from 'react'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { lateComponent } from '../load-late.ts'
import { playerOnly } from '../player-only.ts'
import { comparedOf } from '../runs/compare-live.ts'
import { connected } from '../stepping.ts'
import { scenarioOf, useStore } from '../store.ts'
import { Presets } from './presets.tsx'
import { RecordingsToBegin } from './recordings.tsx'

const LessonsToBegin = lateComponent(
  'The list of lessons',
  async () => (await import('./lessons.tsx')).LessonsToBegin,
)

export function Story() {
  const lesson = useStore(scenarioOf)?.lesson
  if (!lesson) return null
  return (
    <div className="story">
      {lesson.presets.length > 0 && <h2>Each shows one thing</h2>}
      <Presets />
      {!playerOnly && (
        <Suspense>
          <LessonsToBegin />
        </Suspense>
      )}
      <CompareButton />
      <RecordingsToBegin />
      <h2>Then and now</h2>
      <p>{lesson.in1992}</p>
      <p>{lesson.today}</p>
      {!playerOnly && <MistakesButton />}
    </div>
  )
}

/** A run for each value of the setting that shows most. */
function CompareButton() {
  const compared = comparedOf(useStore(scenarioOf))
  const why = useStore(connected)
  if (!compared || playerOnly) return null
  const { spec, preset } = compared
  const values = new Intl.ListFormat('en').format(spec.choices.map(({ label }) => label.toLowerCase()))
  return (
    <button
      type="button"
      className="compare-live"
      aria-disabled={why !== null}
      title={why ?? 'Really runs it once for each, and puts the first two runs side by side'}
      onClick={() => why === null && void actions.compareLive()}
    >
      <Columns2 size={15} aria-hidden />
      <span>
        Run and compare: {spec.label} {values}
        {preset && `, in “${preset.label}”`}
      </span>
    </button>
  )
}

const { mistakes } = commands
const MistakesButton = () => (
  <button type="button" title={`${mistakes.meaning} (${mistakes.keys[0]})`} onClick={mistakes.run}>
    {mistakes.label}
  </button>
)

const { firstPage } = commands

/** The way back to the lessons and the comparison. */
function FirstPageButton() {
  const why = useStore(firstPage.unavailable)
  if (why !== null) return null
  return (
    <button type="button" title={`${firstPage.meaning} (${firstPage.keys[0]})`} onClick={firstPage.run}>
      {firstPage.label}
    </button>
  )
}

/** Once a run is over. */
export function Remember({ cursor }: { cursor: number }) {
  const lesson = useStore(scenarioOf)?.lesson
  const over = useStore(({ records }) => records[cursor]?.kind === 'outcome')
  if (!lesson || !over) return null
  return (
    <div className="lesson">
      <h2>To remember</h2>
      <ul>
        {lesson.remember.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {lesson.presets.length > 0 && <h2>To try next</h2>}
      <Presets />
      <FirstPageButton />
    </div>
  )
}
