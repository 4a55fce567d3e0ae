/** The lessons that come with Sharemem: lessons/ in the project’s folder. */
import { openLesson } from './give.ts'
import type { LessonFile } from './lesson-file.ts'

const files = import.meta.glob<LessonFile>('../../lessons/*.json', { eager: true, import: 'default' })

export interface BundledLesson {
  /** The name of its file without the ending. */
  readonly id: string
  readonly lesson: LessonFile
}

export const lessons: readonly BundledLesson[] = Object.entries(files).map(([path, lesson]) => ({
  id:
    path
      .split('/')
      .at(-1)
      ?.replace(/\.json$/, '') ?? '',
  lesson,
}))

/** Those that have a part in this scenario. */
export const lessonsOf = (scenario: string) =>
  lessons.filter(({ lesson }) => lesson.parts.some((part) => part.scenario === scenario))

export const openBundledLesson = ({ id, lesson }: BundledLesson) => openLesson(`${id}.json`, JSON.stringify(lesson))
