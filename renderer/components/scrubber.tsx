/** Goes to any step of the trace; the live processes are not disturbed. */

import { actions } from '../actions.ts'
import { countSteps, stepsOf } from '../model/steps.ts'
import { useStore } from '../store.ts'

/** Which of how many steps is looked at. */
function usePlace() {
  const records = useStore((state) => state.records)
  const cursor = useStore((state) => state.cursor)
  const steps = stepsOf(records)
  return { steps, at: cursor === null ? steps.length : countSteps(records, cursor) }
}

export function Scrubber() {
  const { steps, at } = usePlace()
  return (
    <input
      type="range"
      className="scrubber"
      aria-label="Place in the trace"
      aria-valuetext={`step ${at} of ${steps.length}`}
      disabled={steps.length < 2}
      min={1}
      max={Math.max(2, steps.length)}
      value={at}
      onChange={({ target }) => actions.look(steps[Number(target.value) - 1] ?? null)}
    />
  )
}

export function Place() {
  const { steps, at } = usePlace()
  return (
    <output className="place" title="Steps so far">
      {at} / {steps.length}
    </output>
  )
}
