/** The class predicts what the next step does, and the step itself decides. */
import type { TraceRecord } from '../electron/contract/trace.ts'
import { attempt } from './host.ts'
import { judged, type NextCall, questionFor } from './model/predict.ts'
import { nextStep } from './model/steps.ts'
import { castOfState, look, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** A step of a recording as one that is yet to be made. */
function asNext(record: TraceRecord): NextCall | null {
  if (record.kind === 'call') return record
  if (record.kind !== 'data') return null
  const { participant, access, object, length } = record
  return { participant, api: 'memory', name: access, args: { object, length }, object }
}

/** The step that would be made: of a participant, or of the one that has waited longest. */
function nextCall(participant?: string): NextCall | null {
  const { state, records, recording, cursor } = get()
  if (recording !== null) {
    const next = records[nextStep(records, cursor) ?? -1]
    return next ? asNext(next) : null
  }
  const halted = state?.participants.filter(({ phase, id }) => phase === 'halted' && (participant ?? id) === id) ?? []
  const [first] = halted.toSorted((a, b) => (a.call?.since ?? 0) - (b.call?.since ?? 0))
  return first?.call ? { participant: first.id, ...first.call } : null
}

/** Puts a question about the next step, if there is one, and whether the step has to wait for the answer. */
export function asks(participant?: string): boolean {
  const { predicting, prediction, records, recording, cursor, score } = get()
  if (prediction?.choice === null) return true
  set({ prediction: null })
  const next = predicting ? nextCall(participant) : null
  // Of a recording, only what lies behind is known.
  const past = recording === null || cursor === null ? records : records.slice(0, cursor + 1)
  const cast = participant === undefined ? castOfState(get()).map(({ id }) => id) : []
  const question = next && questionFor(next, past, score.asked, cast)
  if (!question) return false
  set({ prediction: { question, choice: null, right: null, seen: past.length } })
  return true
}

/** Makes the step, which knows the answer; null skips the question. */
export async function answer(choice: string | null) {
  const { prediction, recording, cursor, records } = get()
  if (!prediction) return
  set({ prediction: choice === null ? null : { ...prediction, choice } })
  if (recording !== null) look(nextStep(records, cursor) ?? null)
  else await attempt((service) => service.call('step', { participant: prediction.question.participant }))
}

/** Looks whether the step has been made that the class was asked about. */
function judge() {
  const { prediction, records, score } = get()
  if (prediction?.choice == null || prediction.right !== null) return
  const told = judged(prediction, records)
  if (told.right === null) return
  const right = score.right + (told.right === told.choice ? 1 : 0)
  set({ prediction: told, score: { right, asked: score.asked + 1 } })
}

// Whatever is told may be the call that was asked about.
useStore.subscribe(judge)
