/** Beside the picture, for the last row: the count in large, what happened in one sentence, and the answer. */
import { askedAtStop } from '../lessons/give.ts'
import { answerAt, answerInWords } from '../model/answers.ts'
import { explain } from '../model/explanations.ts'
import { lastUpTo } from '../model/fold.ts'
import { countAt, type SharedObject } from '../model/objects.ts'
import { consolesAt } from '../model/outputs.ts'
import { startUpEnd } from '../model/start-up.ts'
import { stepsOf } from '../model/steps.ts'
import { castOfState, type State, toneOf, useStore } from '../store.ts'
import { firstSentence } from '../vocabulary/first-sentence.ts'
import { Breakable } from './breakable.tsx'
import { isExplained } from './event-details.tsx'
import { Remember } from './lesson.tsx'
import { LessonQuestion } from './lesson-question.tsx'
import { useCalledOf } from './object-name.tsx'
import { Predict, questionIn } from './predict.tsx'
import { Region } from './region.tsx'
import { useShown } from './use-shown.ts'

/** Whether a class thinks about a question just now, whose choices need the room. */
const isAsked = (state: State) =>
  state.prediction?.choice === null || (state.lesson?.choice === null && askedAtStop(state) !== null)

export function PresenterPane({ cursor }: { cursor: number }) {
  const over = useStore(({ records }) => records[cursor]?.kind === 'outcome')
  const asked = useStore(isAsked)
  const question = useStore(questionIn)
  const event = useStore(({ records }) => lastUpTo(records, cursor, isExplained)?.record)
  return (
    <div className="state presented">
      <Region label="Event" shows={question ?? event}>
        <LessonQuestion />
        <Predict />
        {over ? <AtEnd cursor={cursor} /> : <Counts cursor={cursor} />}
        {!over && !asked && <Happened cursor={cursor} />}
      </Region>
    </div>
  )
}

/** How it ended, the strip and the picture tell. */
function AtEnd({ cursor }: { cursor: number }) {
  const isElse = useStore((state) => askedAtStop(state) !== null)
  return isElse ? null : <Remember cursor={cursor} />
}

/** What has come of it all leaves its room to what the class has predicted. */
function Happened({ cursor }: { cursor: number }) {
  const predicted = useStore(({ prediction }) => prediction !== null)
  return (
    <>
      <Sentence cursor={cursor} />
      {!predicted && <Answer cursor={cursor} />}
      {!predicted && <Printed cursor={cursor} />}
    </>
  )
}

function Sentence({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const isFolded = useStore((state) => state.cursor === null && !state.startUpOpen)
  const isStartUp = startUpEnd(records) === null
  const steps = stepsOf(records).length
  const isTold = useStore(({ prediction }) => prediction?.right != null)
  const isAnswered = useStore((state) => state.lesson?.choice != null && askedAtStop(state) !== null)
  // The last call of a start-up that is folded away would say nothing of what can be seen.
  if (isFolded && isStartUp && steps > 0)
    return (
      <p className="say">
        So far the processes have started, with {steps === 1 ? '1 call' : `${steps} calls`}. There is no memory yet.
      </p>
    )
  const found = lastUpTo(records, cursor, isExplained)
  // Why an answer is right says what has happened.
  if (!found || isTold || isAnswered) return null
  return (
    <p className="say">
      <Breakable text={firstSentence(explain(found.record, records))} />
    </p>
  )
}

function Counts({ cursor }: { cursor: number }) {
  return useShown(cursor).map((object) => <Count key={object.first} object={object} cursor={cursor} />)
}

function Count({ object, cursor }: { object: SharedObject; cursor: number }) {
  const cast = useStore(castOfState)
  const called = useCalledOf(object)
  const count = countAt(object, cursor)
  if (!count) return null
  return (
    <div className="count-in-large" data-testid="object">
      <b>{count.usage}</b>
      <span>
        {called ?? object.name}
        <br />
        {count.holders.length === 0 && 'destroyed'}
        {count.holders.map((holder) => (
          <em key={holder} className={toneOf(cast, holder)}>
            {holder}{' '}
          </em>
        ))}
      </span>
    </div>
  )
}

function Answer({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const answer = answerAt(records, cursor)
  if (!answer) return null
  return (
    <div className="answer" data-testid="answer">
      <h2>Answer</h2>
      <b>{answerInWords(answer)}</b>
    </div>
  )
}

/** The last line that anybody has printed: of programs that are asked nothing, it is what comes of them. */
function Printed({ cursor }: { cursor: number }) {
  const records = useStore((state) => state.records)
  const lines = consolesAt(records, cursor).flatMap(({ participant, lines }) =>
    lines.map(({ index, record }) => ({ participant, index, text: record.text })),
  )
  const last = lines.toSorted((a, b) => a.index - b.index).at(-1)
  const cast = useStore(castOfState)
  if (!last) return null
  return (
    <div className="answer" data-testid="printed">
      <h2>
        Printed by <span className={toneOf(cast, last.participant)}>{last.participant}</span>
      </h2>
      <b>{last.text.trim()}</b>
    </div>
  )
}
