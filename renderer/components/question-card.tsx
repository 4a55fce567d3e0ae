/** A question to the class, with a button and a letter for each choice. */
import { Check, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { letterOf } from '../answering.ts'
import { useStore } from '../store.ts'
import { stripOf } from '../strip.ts'
import { Breakable } from './breakable.tsx'

interface QuestionCardProps {
  readonly label: string
  readonly text: string
  readonly choices: readonly string[]
  /** What the class has answered; null while it has not. */
  readonly choice: string | null
  /** What is right; null while that is not told. */
  readonly right: string | null
  /** The choice that a remote's next key answers with. */
  readonly marked: string | null
  readonly onChoose: (choice: string) => void
  readonly onSkip?: () => void
  /** Beside the heading. */
  readonly score?: ReactNode
  /** Why it is so: below the question, so that it is read without scrolling; for the last row below what is right. */
  readonly children?: ReactNode
}

export function QuestionCard(props: QuestionCardProps) {
  const { label, text, choices, choice, right, marked, onChoose, onSkip, score, children } = props
  const isOpen = choice === null
  const isTold = right !== null
  // For the last row it is asked once, in the strip; and once it is answered, what is right and why need its room.
  const presenting = useStore((state) => state.presenting)
  const isElsewhere = useStore((state) => state.presenting && (!isOpen || stripOf(state).says === text))
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    const reason = isTold && presenting ? card.current?.querySelector('.reason') : null
    if (isOpen || isTold) (reason ?? card.current)?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, isTold, presenting])
  return (
    <section ref={card} className="predict" aria-label={label} aria-live="polite">
      <div className={isOpen && isElsewhere ? 'visually-hidden' : 'title'}>
        <h2>{headingOf(props)}</h2>
        {score}
      </div>
      <p className={isElsewhere ? 'visually-hidden' : undefined}>
        <Breakable text={text} />
      </p>
      {!presenting && children}
      <p className="presets">
        {choices.map((each, index) => (
          <button
            key={each}
            type="button"
            aria-pressed={choice === each || (isOpen && marked === each)}
            className={isTold ? (each === right ? 'right' : 'wrong') : undefined}
            aria-disabled={!isOpen}
            onClick={() => isOpen && onChoose(each)}
          >
            <kbd>{letterOf(index)}</kbd>{' '}
            <span>
              <Breakable text={each} />
            </span>
            {isTold && <Mark isRight={each === right} isChosen={each === choice} />}
          </button>
        ))}
        {isOpen && onSkip && (
          <button type="button" onClick={onSkip}>
            Skip
          </button>
        )}
      </p>
      {isOpen && (
        <p className="hint">Press the letter. With a remote, back marks a choice and next answers with it.</p>
      )}
      {presenting && children}
    </section>
  )
}

/** By its form as well as by its colour: which one was right, and which wrong one was chosen. */
function Mark({ isRight, isChosen }: { isRight: boolean; isChosen: boolean }) {
  if (isRight) return <Check size={16} strokeWidth={3.5} role="img" aria-label="right" />
  return isChosen ? <X size={16} strokeWidth={3.5} role="img" aria-label="wrong" /> : null
}

function headingOf({ choice, right }: QuestionCardProps): string {
  if (choice === null) return 'What do you expect?'
  if (right === null) return 'The call waits. It decides when it returns.'
  return choice === right ? 'Right.' : 'Not so.'
}
