/** A question to the class, with a button and a letter for each choice. */
import { type ReactNode, useEffect, useRef } from 'react'
import { letterOf } from '../answering.ts'
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
  /** Why it is so. */
  readonly children?: ReactNode
}

export function QuestionCard(props: QuestionCardProps) {
  const { label, text, choices, choice, right, marked, onChoose, onSkip, score, children } = props
  const isOpen = choice === null
  const isTold = right !== null
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    // The question; and once the class has answered, why it is so.
    const shown = isTold ? card.current?.querySelector('.reason') : isOpen ? card.current : null
    shown?.scrollIntoView({ block: 'nearest' })
  }, [isOpen, isTold])
  return (
    <section ref={card} className="predict" aria-label={label} aria-live="polite">
      <div className="title">
        <h2>{headingOf(props)}</h2>
        {score}
      </div>
      <p>
        <Breakable text={text} />
      </p>
      <p className="presets">
        {choices.map((each, index) => (
          <button
            key={each}
            type="button"
            aria-pressed={choice === each || (isOpen && marked === each)}
            className={right === null ? undefined : each === right ? 'right' : 'wrong'}
            aria-disabled={!isOpen}
            onClick={() => isOpen && onChoose(each)}
          >
            <kbd>{letterOf(index)}</kbd>{' '}
            <span>
              <Breakable text={each} />
            </span>
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
      {children}
    </section>
  )
}

function headingOf({ choice, right }: QuestionCardProps): string {
  if (choice === null) return 'What do you expect?'
  if (right === null) return 'The call waits. It decides when it returns.'
  return choice === right ? 'Right.' : 'Not so.'
}
