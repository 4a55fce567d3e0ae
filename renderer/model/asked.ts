/** What has been asked in a live run, and what of it waits until something else has been answered. */
import { fit, listed } from '../vocabulary/format.ts'

export interface Asked {
  readonly text: string
  /** Of all questions of the run, in their order, from 1. */
  readonly number: number
  /** Whether everybody waited for it when it was asked. */
  readonly atOnce: boolean
}

/** How far the run has come with its questions. */
export interface Progress {
  /** How many exchanges have begun, and of how many something can still happen. */
  readonly begun: number
  readonly underWay: number
  /** Whether something has been done, or is about to be, that leads to the next one. */
  readonly isComing: boolean
}

/** How much of a question is told, in characters, and how many are told by their texts. */
const LENGTH = 32
const MOST = 2

/** With one more, and without those that have been taken up. `own` is how many the run asks by itself. */
export function withAsked(
  asked: readonly Asked[],
  text: string,
  { begun, own, atRest }: { readonly begun: number; readonly own: number; readonly atRest: boolean },
): readonly Asked[] {
  const left = asked.filter(({ number }) => number > begun)
  const number = Math.max(begun, own, left.at(-1)?.number ?? 0) + 1
  return [...left, { text, number, atOnce: atRest && number === begun + 1 }]
}

/** As a sentence; null where nothing waits. `noun` is what one exchange and several are called. */
export function waitingInWords(
  asked: readonly Asked[],
  { begun, underWay, isComing }: Progress,
  [one, several]: readonly [string, string],
): string | null {
  const next = begun + 1
  const waiting = asked.filter(({ number, atOnce }) => number > next || (number === next && !atOnce && !isComing))
  const [first] = waiting
  if (!first) return null
  const texts = waiting.map(({ text }) => `“${fit(text, LENGTH, ({ length }) => length)}”`)
  const what = waiting.length > MOST ? `${waiting.length} questions` : listed(texts)
  const after = underWay > 1 ? `after these ${several}` : `after this ${one}`
  const when = first.number === next && underWay === 0 ? 'next' : after
  return `${what} ${waiting.length === 1 ? 'comes' : 'come'} ${when}.`
}
