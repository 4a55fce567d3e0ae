/** What will the next call do? The class answers first, and then the call itself. */
import { GraduationCap } from 'lucide-react'
import { actions } from '../actions.ts'
import { commands } from '../commands.ts'
import { useStore } from '../store.ts'

export function PredictButton() {
  const predicting = useStore((state) => state.predicting)
  const { right, asked } = useStore((state) => state.score)
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

export function Predict() {
  const prediction = useStore((state) => state.prediction)
  if (!prediction) return null
  const { question, choice, right } = prediction
  return (
    <section className="predict" aria-label="Prediction" aria-live="polite">
      <h2>{right === null ? 'What do you expect?' : choice === right ? 'Right.' : 'Not so.'}</h2>
      <p>{question.text}</p>
      <p className="presets">
        {question.choices.map((each, index) => (
          <button
            key={each}
            type="button"
            aria-pressed={choice === each}
            className={right === null ? undefined : each === right ? 'right' : 'wrong'}
            aria-disabled={choice !== null}
            onClick={() => choice === null && void actions.answer(each)}
          >
            {choice === null && <kbd>{index + 1}</kbd>}
            {each}
          </button>
        ))}
        {choice === null && (
          <button type="button" onClick={() => void actions.answer(null)}>
            Skip
          </button>
        )}
      </p>
      {right !== null && choice !== right && (
        <p>
          {question.api === 'memory' ? 'The memory answers' : 'The call says'}: <b>{right}</b>.
        </p>
      )}
    </section>
  )
}
