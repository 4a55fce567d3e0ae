/**
 * A lesson as a file: parts, each a run of a scenario with places to stop, what to ask there, and what its lecturer may
 * want to say. docs/teaching.md tells how to write one.
 */
import * as z from 'zod/mini'
import { pathOf, problemOf } from '../../electron/contract/problem.ts'
import { type ScenarioInfo, settings } from '../../electron/contract/settings.ts'
import { outcomeName } from '../../electron/contract/trace.ts'

const words = (most: number) => z.string().check(z.minLength(1), z.maxLength(most))
const whole = (least: number, most: number) => z.number().check(z.minimum(least), z.maximum(most), z.multipleOf(1))

/** The longest that is not yet a wrong number. */
const MINUTES = 240

/** A step of one participant, or the end of the run. */
const place = z.union([
  z.literal('end'),
  z.strictObject({
    participant: words(64),
    /** The name of a call; `read` or `write` for a touch of shared memory. */
    call: words(64),
    /** Which of them, from 1. */
    nth: z.optional(whole(1, 10_000)),
    when: z.optional(z.enum(['before', 'after'])),
  }),
])
export type Place = z.infer<typeof place>

/** What the class is asked at a stop. */
const question = z.strictObject({
  text: words(400),
  choices: z.array(words(120)).check(z.minLength(2), z.maxLength(4)),
  /** One of the choices. */
  right: words(120),
  because: words(600),
})
export type LessonQuestion = z.infer<typeof question>

const stop = z.strictObject({
  at: place,
  /** How the run ends there in this lesson: `completed`, `lost-request`; the lecturer is told where it ends otherwise. */
  outcome: z.optional(outcomeName),
  notes: words(2000),
  question: z.optional(question),
})
export type Stop = z.infer<typeof stop>

const part = z.strictObject({
  title: words(80),
  minutes: whole(1, MINUTES),
  scenario: words(64),
  /** The scenario's preset that it begins with. */
  preset: z.optional(words(64)),
  /** Beside those of the preset. */
  settings: z.optional(settings),
  /** As it is typed: `kill:server@5`. */
  fault: z.optional(words(64)),
  /** What is asked first, where something can be. */
  ask: z.optional(words(1000)),
  notes: words(4000),
  stops: z.array(stop).check(z.maxLength(50)),
})
export type Part = z.infer<typeof part>

const lessonFile = z.strictObject({
  format: z.literal('sharemem-lesson'),
  version: z.literal(1),
  title: words(80),
  /** What the class knows afterwards, in one or two sentences. */
  about: words(600),
  parts: z.array(part).check(z.minLength(1), z.maxLength(50)),
})
export type LessonFile = z.infer<typeof lessonFile>

export const minutesOf = ({ parts }: LessonFile) => parts.reduce((sum, { minutes }) => sum + minutes, 0)

/** Whether a text is meant to be a lesson, and not a recording: that one has its header in its first line. */
export const looksLikeLesson = (text: string) =>
  /"format"\s*:\s*"sharemem-lesson"/.test(text) && !/^\s*\{[^\n]*"format"\s*:\s*"sharemem-trace"/.test(text)

/**
 * The lesson that a file's text holds.
 * @throws Error whose message names the file, the place in it and what is allowed there
 */
export function readLesson(name: string, text: string, scenarios: readonly ScenarioInfo[]): LessonFile {
  const wrong = (where: readonly PropertyKey[], what: string) => new Error(`${name}: ${pathOf(where)} ${what}`)
  const input = parse(name, text)
  const parsed = lessonFile.safeParse(input)
  if (!parsed.success) throw new Error(problemOf(name, parsed.error, input))
  for (const [index, each] of parsed.data.parts.entries()) {
    const why = doesNotFit(each, scenarios)
    if (why) throw wrong(['parts', index, ...why.path], why.text)
  }
  return parsed.data
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${name} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

interface Misfit {
  readonly path: readonly PropertyKey[]
  readonly text: string
}

/** Null where the part can be given on this host. */
function doesNotFit(
  { scenario: id, preset, settings = {}, ask, stops }: Part,
  all: readonly ScenarioInfo[],
): Misfit | null {
  const scenario = all.find((each) => each.id === id)
  if (!scenario)
    return { path: ['scenario'], text: `is “${id}”; there are ${all.map((each) => each.id).join(', ')}.` }
  const { presets } = scenario.lesson
  if (preset !== undefined && !presets.some((each) => each.id === preset))
    return { path: ['preset'], text: `is “${preset}”; ${id} has ${presets.map((each) => each.id).join(', ')}.` }
  const keys = scenario.settings.map(({ key }) => key)
  const unknown = Object.keys(settings).find((key) => !keys.includes(key))
  if (unknown !== undefined)
    return { path: ['settings', unknown], text: `is no setting of ${id}; it has ${keys.join(', ')}.` }
  if (ask !== undefined && !scenario.asks) return { path: ['ask'], text: `cannot be: nothing is asked in ${id}.` }
  for (const [index, stop] of stops.entries()) {
    const why = stopDoesNotFit(stop)
    if (why) return { path: ['stops', index, ...why.path], text: why.text }
  }
  return null
}

/** Who makes which calls, only its host tells. */
function stopDoesNotFit({ at, outcome, question }: Stop): Misfit | null {
  if (at !== 'end' && outcome !== undefined) return { path: ['outcome'], text: 'can only be at “end”.' }
  if (!question) return null
  if (new Set(question.choices).size < question.choices.length)
    return { path: ['question', 'choices'], text: 'must differ.' }
  if (question.choices.includes(question.right)) return null
  return { path: ['question', 'right'], text: 'must be one of its choices, word for word.' }
}
