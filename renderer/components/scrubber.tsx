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
  // Its end is the latest event: what comes after the last step is seen as well.
  const goTo = (step: number) => actions.look(step >= steps.length ? null : (steps[step - 1] ?? null))
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
      onChange={({ target }) => goTo(Number(target.value))}
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
