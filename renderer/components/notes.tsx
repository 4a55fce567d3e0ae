/** The lecturer’s notes: a page of its own, beside the one that the class sees. */
import { useEffect, useState } from 'react'
import { openChannel, type Standing, type Wish } from '../lessons/channel.ts'
import { type Giving, nextStopOf, partOf, placeText, stopOf, wayOn } from '../lessons/giving.ts'
import { type LessonQuestion, minutesOf, type Place } from '../lessons/lesson-file.ts'
import { clock, clockMeans, left } from '../lessons/time-left.ts'
import { titleOf } from '../vocabulary/outcomes.ts'
import { useTheme } from './theme.tsx'

const SECOND = 1000

function useClass(page: string): [Standing | null, (wish: Wish) => void] {
  const [standing, setStanding] = useState<Standing | null>(null)
  const [channel] = useState(() => openChannel(page))
  useEffect(() => {
    channel.onmessage = ({ data }: MessageEvent<Standing>) => setStanding(data)
    channel.postMessage({ type: 'hello' } satisfies Wish)
  }, [channel])
  return [standing, (wish) => channel.postMessage(wish)]
}

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND)
    return () => clearInterval(timer)
  }, [])
  return now
}

export function Notes({ page }: { page: string }) {
  useTheme()
  const [standing, wish] = useClass(page)
  const giving = standing?.giving ?? null
  useEffect(() => {
    const onKey = ({ key, ctrlKey, metaKey, altKey, repeat }: KeyboardEvent) => {
      if (key.toLowerCase() === 'l' && !ctrlKey && !metaKey && !altKey && !repeat) wish({ type: 'go-on' })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  useEffect(() => {
    document.title = giving ? `Notes: ${giving.file.title}` : 'Notes · Sharemem'
  }, [giving])
  if (!standing || !giving) return <NoLesson heard={standing !== null} />
  return (
    <main className="notes">
      <TimeLeft giving={giving} />
      <Say giving={giving} past={standing.past} />
      <Otherwise standing={standing} giving={giving} />
      <WayOn standing={standing} giving={giving} wish={wish} />
      <Parts giving={giving} begin={(part) => wish({ type: 'begin', part })} />
    </main>
  )
}

const NoLesson = ({ heard }: { heard: boolean }) => (
  <main className="notes">
    <h1>Notes</h1>
    <p>
      {heard
        ? 'No lesson is being given. Begin one on the page that the class sees: its notes come here.'
        : 'The page that the class sees has not answered. Is it still open, in this browser?'}
    </p>
  </main>
)

function TimeLeft({ giving }: { giving: Giving }) {
  const now = useNow()
  const ofPart = left(partOf(giving).minutes, giving.partBegan, now)
  const ofLesson = left(minutesOf(giving.file), giving.began, now)
  return (
    <p className="left" role="timer">
      <span className={ofPart < 0 ? 'over' : undefined}>
        <b>{clock(ofPart)}</b> {clockMeans(ofPart, 'this part')}
      </span>
      <span className={ofLesson < 0 ? 'over' : undefined}>
        <b>{clock(ofLesson)}</b> {clockMeans(ofLesson, 'the lesson')}
      </span>
    </p>
  )
}

function Say({ giving, past }: { giving: Giving; past: boolean }) {
  const part = partOf(giving)
  const stop = stopOf(giving)
  return (
    <section aria-label="What to say" aria-live="polite">
      <h1>{part.title}</h1>
      {giving.beganThere && <Paragraphs text={part.notes} />}
      {stop && <p className="where">{whereOf(stop.at, past)}</p>}
      <Paragraphs text={stop ? stop.notes : part.notes} />
      {stop?.question && <Asked question={stop.question} choice={giving.choice} />}
    </section>
  )
}

function whereOf(at: Place, past: boolean): string {
  const place = placeText(at).replace(/^the end/, 'at the end')
  return past ? `The run has gone on. These are the notes of its stop ${place}.` : `The run stands ${place}.`
}

/** The notes were written for another end than this one. */
function Otherwise({ standing: { outcome }, giving }: { standing: Standing; giving: Giving }) {
  const expected = stopOf(giving)?.outcome
  if (expected === undefined || outcome === null || outcome.name === expected) return null
  return (
    <p className="problem">
      The lesson expects this run to end as “{titleOf(expected)}”; it has ended as “{titleOf(outcome.name)}”:{' '}
      {outcome.text}
    </p>
  )
}

const Paragraphs = ({ text }: { text: string }) =>
  text.split(/\n{2,}/).map((paragraph) => <p key={paragraph}>{paragraph}</p>)

const Asked = ({ question, choice }: { question: LessonQuestion; choice: string | null }) => (
  <section className="asked" aria-label="Question">
    <h2>The class is asked</h2>
    <p>{question.text}</p>
    <ul>
      {question.choices.map((each) => (
        <li key={each} className={each === question.right ? 'right' : undefined}>
          {each}
          {each === question.right && <small> is right</small>}
          {each === choice && <small> was the answer</small>}
        </li>
      ))}
    </ul>
    <p>{question.because}</p>
  </section>
)

function WayOn({ standing, giving, wish }: { standing: Standing; giving: Giving; wish: (wish: Wish) => void }) {
  const next = nextStopOf(giving)
  return (
    <section aria-label="Next">
      {next && <p>Next stop: {placeText(next.stop.at)}.</p>}
      {giving.way === 'missed' && (
        <p className="problem">The run has not come there. Step on in the picture, or begin the part again.</p>
      )}
      {giving.way === 'never' && (
        <p className="problem">The run has ended, and this stop was never reached. Begin the part again.</p>
      )}
      {standing.problem !== null && <p className="problem">{standing.problem}</p>}
      <p className="presets">
        <button
          type="button"
          className="primary"
          aria-disabled={standing.why !== null}
          title={standing.why ?? undefined}
          onClick={() => standing.why === null && wish({ type: 'go-on' })}
        >
          {wayOn(giving)} <kbd>L</kbd>
        </button>
        <button type="button" onClick={() => wish({ type: 'begin', part: giving.part })}>
          Begin this part again
        </button>
      </p>
    </section>
  )
}

const Parts = ({ giving, begin }: { giving: Giving; begin: (part: number) => void }) => (
  <section aria-label="Parts">
    <h2>{giving.file.title}</h2>
    <ol className="parts">
      {giving.file.parts.map(({ title, minutes }, index) => (
        <li key={title} aria-current={index === giving.part ? 'step' : undefined}>
          <button type="button" onClick={() => begin(index)}>
            {title}
          </button>
          <small>{minutes} min</small>
        </li>
      ))}
    </ol>
  </section>
)
