/** The scenario as a lesson: its story before a run, and what to remember after it. */
import { commands } from '../commands.ts'
import { playerOnly } from '../player-only.ts'
import { scenarioOf, useStore } from '../store.ts'
import { Presets } from './presets.tsx'
import { RecordingsToBegin } from './recordings.tsx'

export function Story() {
  const lesson = useStore(scenarioOf)?.lesson
  if (!lesson) return null
  return (
    <div className="story">
      {lesson.presets.length > 0 && <h2>Each shows one thing</h2>}
      <Presets />
      <RecordingsToBegin />
      <h2>Then and now</h2>
      <p>{lesson.in1992}</p>
      <p>{lesson.today}</p>
      {!playerOnly && <MistakesButton />}
    </div>
  )
}

const { mistakes } = commands
const MistakesButton = () => (
  <button type="button" title={`${mistakes.meaning} (${mistakes.keys[0]})`} onClick={mistakes.run}>
    {mistakes.label}
  </button>
)

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
    </div>
  )
}
