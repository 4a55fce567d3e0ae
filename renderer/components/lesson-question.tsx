/** What the class is asked at a stop of the lesson. */
import { answerLesson, askedAtStop } from '../lessons/give.ts'
import { useStore } from '../store.ts'
import { QuestionCard } from './question-card.tsx'

export function LessonQuestion() {
  const lesson = useStore((state) => state.lesson)
  const question = useStore(askedAtStop)
  if (!lesson || !question) return null
  const { choice, marked } = lesson
  const { text, choices, right, because } = question
  const asked = { text, choices, choice, marked, right: choice === null ? null : right }
  return (
    <QuestionCard label="Question" {...asked} onChoose={answerLesson}>
      {choice !== null && <p className="reason">{because}</p>}
    </QuestionCard>
  )
}
