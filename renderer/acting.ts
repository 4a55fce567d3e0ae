/**
 * For the last row: where there is not room for all lanes, that of who acts is opened by itself, so that the latest call
 * has words. One that a person has opened stays open instead, for as long as the run is looked at.
 */
import type { TraceRecord } from '../electron/contract/trace.ts'
import { actions } from './actions.ts'
import { isStep, previousStep } from './model/steps.ts'
import { isStrip } from './stepping.ts'
import { awaitsQuestion, runsFreely, type State, useStore } from './store.ts'

/** The step that is looked at. */
function stepIn({ records, cursor }: State): TraceRecord | undefined {
  const at = previousStep(records, (cursor ?? records.length - 1) + 1)
  return at === undefined ? undefined : records[at]
}

/** In steps a second: faster, nobody could follow which lane opens. */
const FOLLOWED = 2

/** A run that hurries by would open one lane after the other. */
function hurries(all: State): boolean {
  const { cursor, state, playing, speed } = all
  if (playing) return speed > FOLLOWED
  if (cursor !== null || state === null || awaitsQuestion(all)) return false
  return runsFreely(state) || (state.policy.mode === 'paced' && state.policy.interval < 1000 / FOLLOWED)
}

/** Whether another run or recording is about to be looked at. */
const changes = (state: State, before: State) =>
  (state.starting && !before.starting) || state.recording !== before.recording

/** Returns what ends it. */
export function openWhoActs(): () => void {
  let latest: TraceRecord | undefined
  return useStore.subscribe((state, before) => {
    if (!state.presenting) return
    if (changes(state, before)) return actions.closeLanes()
    if (hurries(state)) return
    const step = stepIn(state)
    if (step === latest) return
    latest = step
    if (step && isStep(step) && isStrip(state, step.participant)) actions.follow(step.participant)
  })
}
