/** What will the next call do? The class answers first, and then the call itself. */
import { GraduationCap } from 'lucide-react'
import { useShallow } from 'zustand/react/shallow'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { explain } from '../model/explanations.ts'
import type { Prediction, Question } from '../model/predict.ts'
import { scoredAs, scoreOf } from '../score.ts'
import { type State, useStore } from '../store.ts'
import { firstSentence } from '../vocabulary/first-sentence.ts'
import { Breakable } from './breakable.tsx'
import { QuestionCard } from './question-card.tsx'

export function PredictButton() {
  const predicting = useStore((state) => state.predicting)
  const { right, asked } = useStore(useShallow(scoreOf))
  return (
    <button
      type="button"
      className="icon predicting"
      aria-label="Predict"
      aria-pressed={predicting}
      title="Ask before a step what it will do (Q)"
      onClick={commands.predict.run}
    >
      <GraduationCap size={16} aria-hidden />
      {predicting && asked > 0 && (
        <span>
          {right}/{asked}
        </span>
      )}
    </button>
  )
}

/** What the class is asked, then what it has answered, then what is right; null where it is asked nothing. */
export const questionIn = ({ prediction }: State) =>
  prediction && (prediction.right ?? prediction.choice ?? prediction.question)

export function Predict() {
  const prediction = useStore((state) => state.prediction)
  const waits = useStore(waitsForQuestion)
  if (!prediction) return waits ? <Waiting /> : null
  const { question, choice, right, marked = null } = prediction
  const asked = { text: question.text, choices: question.choices, choice, right, marked }
  const answer = (chosen: string | null) => void actions.answer(chosen)
  return (
    <QuestionCard
      {...{ label: 'Prediction', ...asked, onChoose: answer, onSkip: () => answer(null) }}
      score={right !== null && <Score />}
    >
      {right !== null && <Reason prediction={prediction} />}
    </QuestionCard>
  )
}

/** Who has been asked once knows how it is; and at the end of a run nothing is asked any more. */
const waitsForQuestion = (state: State) =>
  state.predicting &&
  scoreOf(state).asked === 0 &&
  !(state.cursor === null && state.records.at(-1)?.kind === 'outcome')

const Waiting = () => (
  <p className="hint" role="status">
    Predict is on. Not every step is asked about: the first question comes by itself.
  </p>
)

const sayerOf = ({ api, reason }: Question) =>
  reason === undefined ? (api === 'memory' ? 'The memory answers' : 'The call says') : 'The rules say'

/** Why it was so. */
function Reason({ prediction: { question, choice, right, at } }: { prediction: Prediction }) {
  const records = useStore((state) => state.records)
  const presenting = useStore((state) => state.presenting)
  const record = records[at ?? -1]
  const told = record && explain(record, records)
  return (
    <p className="reason">
      {choice !== right && !presenting && (
        <>
          {sayerOf(question)}: <b>{right}</b>.{' '}
        </>
      )}
      <Breakable text={question.reason ?? (presenting ? firstSentence(told ?? '') : (told ?? ''))} />
    </p>
  )
}

/** Of what the run is scored as. */
function Score() {
  const scored = useStore((state) => scoredAs(state).label)
  const { right, asked } = useStore(useShallow(scoreOf))
  if (asked === 0) return null
  return (
    <>
      <span className="score" title={scored}>
        {right} of {asked} right in <i>{scored}</i>
      </span>
      <button type="button" title={commands.resetScore.meaning} onClick={actions.resetScore}>
        Reset
      </button>
    </>
  )
}
