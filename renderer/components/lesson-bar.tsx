/** How far the lesson is that is given: for the class, without a word of the notes. Its way on is the strip's. */
import { commands } from '../commands.ts'
import { endLesson } from '../lessons/give.ts'
import { type Giving, partOf } from '../lessons/giving.ts'
import { useStore } from '../store.ts'

export function LessonBar() {
  const lesson = useStore((state) => state.lesson)
  return lesson && <Bar lesson={lesson} />
}

function Bar({ lesson }: { lesson: Giving }) {
  const { file, part } = lesson
  return (
    <section className="lesson-bar" aria-label="Lesson">
      <p>
        <small>{file.title}</small>
        <b>
          {part + 1} of {file.parts.length}: {partOf(lesson).title}
        </b>
        <Way lesson={lesson} />
      </p>
      <button type="button" title={`${commands.notes.meaning} (O)`} onClick={commands.notes.run}>
        Notes
      </button>
      <button type="button" onClick={endLesson}>
        End lesson
      </button>
    </section>
  )
}

function Way({ lesson }: { lesson: Giving }) {
  const stops = partOf(lesson).stops.length
  if (lesson.way === 'travelling') return <span>on the way …</span>
  if (stops === 0) return null
  return (
    <span>
      {lesson.stop === null ? `${stops} ${stops === 1 ? 'stop' : 'stops'}` : `stop ${lesson.stop + 1} of ${stops}`}
    </span>
  )
}
