/** How far a lesson has come. */
import { who } from '../../electron/trace/who.ts'
import type { LessonFile, LessonQuestion, Part, Place, Stop } from './lesson-file.ts'

export interface Giving {
  readonly file: LessonFile
  /** The part that is given, from 0. */
  readonly part: number
  /** The stop of the part at which the run stands, or past which it has come; null before the first. */
  readonly stop: number | null
  /** Whether the part has begun at its first stop, so that the notes of both are to be said. */
  readonly beganThere: boolean
  /** `missed`: it was to come to the next stop, and has not, or could not begin; `never`: its run has ended before it. */
  readonly way: 'standing' | 'travelling' | 'missed' | 'never'
  /** What the class has answered at the stop; null while it has not. */
  readonly choice: string | null
  /** The choice that a remote's next key answers with; null where none is marked. */
  readonly marked: string | null
  /** When lesson and part have begun, in milliseconds since 1970: a second window has the same clock. */
  readonly began: number
  readonly partBegan: number
}

export const begun = (file: LessonFile, now: number): Giving => atPart({ file, began: now }, 0, now)

export const atPart = ({ file, began }: Pick<Giving, 'file' | 'began'>, part: number, now: number): Giving => ({
  ...{ file, began, part, partBegan: now },
  ...{ stop: null, beganThere: false, way: 'standing', choice: null, marked: null },
})

export const atStop = (giving: Giving, stop: number): Giving => ({
  ...giving,
  ...{ stop, beganThere: false, way: 'standing', choice: null, marked: null },
})

/** A run that stands at the first stop as soon as it has begun: nobody is to press a key that leads nowhere. */
export const atFirstStop = (giving: Giving): Giving => ({ ...atStop(giving, 0), beganThere: true })

export function partOf({ file, part }: Giving): Part {
  const given = file.parts[part]
  if (!given) throw new RangeError(`The lesson has no part ${part}.`)
  return given
}

export const stopOf = (giving: Giving): Stop | null =>
  giving.stop === null ? null : (partOf(giving).stops[giving.stop] ?? null)

/** What the class is asked where the lesson stands, or has been asked; null where it is nothing. */
export const questionOf = (giving: Giving | null): LessonQuestion | null =>
  giving?.way === 'standing' ? (stopOf(giving)?.question ?? null) : null

/** Its place and the stop itself; null behind the last of the part. */
export function nextStopOf(giving: Giving): { readonly index: number; readonly stop: Stop } | null {
  const index = giving.stop === null ? 0 : giving.stop + 1
  const stop = partOf(giving).stops[index]
  return stop ? { index, stop } : null
}

export const nextPartOf = ({ file, part }: Giving): Part | null => file.parts[part + 1] ?? null

export const isOver = (giving: Giving) => nextStopOf(giving) === null && nextPartOf(giving) === null

/** What its button says: where the lesson goes on to. */
export function wayOn(giving: Giving): string {
  if (nextStopOf(giving)) return 'To the next stop'
  const next = nextPartOf(giving)
  return next ? `Next: ${next.title}` : 'The lesson is over'
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const suffixes: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' }
const ordinal = (count: number) => `${count}${suffixes[ordinals.select(count)] ?? 'th'}`

/** As a lecturer reads it: `before the server’s 2nd DosFreeMem`. */
export function placeText(place: Place): string {
  if (place === 'end') return 'the end of the run'
  const { participant, call, nth = 1, when = 'before' } = place
  return `${when} ${who(participant)}’s ${nth === 1 ? '' : `${ordinal(nth)} `}${call}`
}
