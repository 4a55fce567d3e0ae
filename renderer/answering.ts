/**
 * While a class is asked, its keys answer: the letters of the choices, as they stand on the card, and of a presenter's
 * remote, which has two keys, back goes through the choices and next answers with the one that is marked.
 */
import { actions } from './actions.ts'
import type { Command } from './command.ts'
import { answerLesson, askedAtStop, markLesson } from './lessons/give.ts'
import { type State, useStore } from './store.ts'

/** A question that waits for its answer. */
interface Open {
  readonly choices: readonly string[]
  readonly marked: string | null
  answer(choice: string): void
  mark(choice: string): void
}

/** `A` of the first choice. */
export const letterOf = (index: number) => String.fromCharCode(65 + index)

const NEXT = ['PageDown', ' ']
const BACK = 'PageUp'

/** That about the next step, which waits for it, comes before that of a lesson. */
function openOf(state: State): Open | null {
  const { prediction, lesson } = state
  if (prediction?.choice === null) {
    const { question, marked = null } = prediction
    return { choices: question.choices, marked, answer: (choice) => void actions.answer(choice), mark: actions.mark }
  }
  const question = askedAtStop(state)
  if (!lesson || lesson.choice !== null || question === null) return null
  return { choices: question.choices, marked: lesson.marked, answer: answerLesson, mark: markLesson }
}

const answering = (id: string, keys: readonly string[], run: () => void): Command => ({
  id: `answer-${id}`,
  label: 'Answer',
  meaning: 'answers what is asked',
  keys,
  unavailable: () => null,
  run,
})

/** The place of a choice by its letter; below zero for another key. A digit may stand in a choice, for another one. */
const placeOf = (key: string) => (/^[a-h]$/.test(key) ? key.charCodeAt(0) - 97 : -1)

function markNext({ choices, marked, mark }: Open) {
  const next = choices[choices.indexOf(marked ?? '') + 1] ?? choices[0]
  if (next !== undefined) mark(next)
}

/** What a key does while a question is open; undefined where there is none, or the key is another one's. */
export function answerOf(key: string): Command | undefined {
  const open = openOf(useStore.getState())
  if (!open) return undefined
  const { choices, marked, answer } = open
  const choice = choices[placeOf(key)]
  if (choice !== undefined) return answering(choice, [], () => answer(choice))
  if (key === BACK) return answering('mark', [BACK], () => markNext(open))
  if (!NEXT.includes(key)) return undefined
  // One press too many answers nothing.
  if (marked === null) return answering('first', NEXT, () => key !== ' ' && markNext(open))
  return answering(marked, [], () => answer(marked))
}
