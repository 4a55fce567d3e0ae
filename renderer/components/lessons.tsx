/** The lessons that can be begun from a scenario’s first page. */
import { lessonsOf, openBundledLesson } from '../lessons/bundled.ts'
import { minutesOf } from '../lessons/lesson-file.ts'
import { scenarioOf, useStore } from '../store.ts'

export function LessonsToBegin() {
  const scenario = useStore((state) => scenarioOf(state)?.id)
  const lessons = scenario === undefined ? [] : lessonsOf(scenario)
  if (lessons.length === 0) return null
  return (
    <div className="begin lessons">
      <h2>Give a lesson</h2>
      <p>
        {lessons.map((bundled) => (
          <button
            key={bundled.id}
            type="button"
            title={bundled.lesson.about}
            onClick={() => void openBundledLesson(bundled)}
          >
            {bundled.lesson.title} · {minutesOf(bundled.lesson)} min
          </button>
        ))}
      </p>
    </div>
  )
}
