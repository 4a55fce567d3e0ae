/** The class predicts what the next step does, and the step itself decides. */

import { haltedInTurn } from '../electron/trace/turns.ts'
import { attemptLive } from './host.ts'
import { asNext, decidedBy, judged, type NextCall, questionFor } from './model/predict.ts'
import { nextStep } from './model/steps.ts'
import { scoredAs, scoreOf } from './score.ts'
import { type State, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** The step that would be made: of a participant, or of the one that has waited longest. */
function nextCall(participant?: string): NextCall | null {
  const { state, records, recording, cursor } = get()
  if (recording !== null) {
    return asNext(records[nextStep(records, cursor) ?? -1])
  }
  const first = haltedInTurn(state?.participants ?? []).find(({ id }) => (participant ?? id) === id)
  return first?.call ? { participant: first.id, ...first.call } : null
}

/** Puts a question about the next step, if there is one, and whether the step has to wait for the answer. */
export function asks(participant?: string): boolean {
  const { predicting, prediction, records, recording, cursor, state } = get()
  if (prediction?.choice === null) return true
  // The call that was asked about still waits, and decides when it returns.
  if (prediction && prediction.right === null) return false
  set({ prediction: null })
  const next = predicting ? nextCall(participant) : null
  // Of a recording, only what lies behind is known.
  const past = recording === null || cursor === null ? records : records.slice(0, cursor + 1)
  const deciding = participant === undefined && state ? decidedBy(state.participants) : null
  const question = next && questionFor(next, past, scoreOf(get()).asked, deciding)
  if (!question) return false
  set({ prediction: { question, choice: null, right: null, seen: past.length } })
  return true
}

/** Marks a choice that a remote's next key answers with. */
export function mark(choice: string) {
  const { prediction } = get()
  if (prediction?.choice === null) set({ prediction: { ...prediction, marked: choice } })
}

/** Makes the step, which knows the answer; null skips the question. */
export async function answer(choice: string | null) {
  const { prediction, recording, cursor, records } = get()
  if (!prediction) return
  // Together, as what is looked at says whether the question is still about it.
  const next = recording === null ? undefined : nextStep(records, cursor)
  const isLast = next === undefined || next >= records.length - 1
  set({ prediction: choice === null ? null : { ...prediction, choice }, cursor: isLast ? null : next })
  if (recording === null)
    await attemptLive((service) => service.call('step', { participant: prediction.question.participant }))
}

/** Of what the run that is looked at is scored as. */
export function resetScore() {
  const { [scoredAs(get()).id]: _gone, ...scores } = get().scores
  set({ scores })
}

/** Whether what is looked at in a recording is no longer where the question was asked, or answered. */
function isElsewhere({ prediction, recording, cursor, records }: State): boolean {
  if (!prediction || recording === null) return false
  const { choice, seen, at = Number.POSITIVE_INFINITY } = prediction
  const here = cursor ?? records.length - 1
  return choice === null ? here !== seen - 1 : here < seen || here > at
}

/** Looks whether the step has been made that the class was asked about. */
function judge(state: State) {
  const { prediction, records, recording, scores } = state
  if (!prediction) return
  if (isElsewhere(state)) return set({ prediction: null })
  if (prediction.right !== null) return
  // Somebody may have made the step without an answer.
  const isOpen = prediction.choice === null
  if (isOpen && recording !== null) return
  const told = judged(prediction, records)
  if (told.right === null) return
  if (isOpen) return set({ prediction: null })
  const { right, asked } = scoreOf(state)
  const score = { right: right + (told.right === told.choice ? 1 : 0), asked: asked + 1 }
  set({ prediction: told, scores: { ...scores, [scoredAs(state).id]: score } })
}

// Whatever is told may be the call that was asked about.
useStore.subscribe(judge)
