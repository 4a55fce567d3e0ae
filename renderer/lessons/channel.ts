/** What the page that the class sees and the lecturer’s notes tell each other: two windows of one browser. */
import type { OutcomeRecord } from '../../electron/contract/trace.ts'
import type { Giving } from './giving.ts'

/** From the page of the class: how far the lesson is, and what of it is in the way. */
export interface Standing {
  readonly type: 'standing'
  readonly giving: Giving | null
  /** Whether the run has gone on past the stop that the notes are of. */
  readonly past: boolean
  /** Why it does not go on now, as a sentence; null where it can. */
  readonly why: string | null
  /** How the run has ended; null while it has not. */
  readonly outcome: Pick<OutcomeRecord, 'name' | 'text'> | null
  /** What the class’s page complains of. */
  readonly problem: string | null
}

/** From the notes. */
export type Wish =
  | { readonly type: 'hello' }
  | { readonly type: 'go-on' }
  | { readonly type: 'begin'; readonly part: number }

const NAME = 'sharemem-lesson'
const KEY = 'notes'

/** The page’s own name, which a reload keeps: another page of the same browser gives another lesson. */
export function nameOfPage(): string {
  const known = sessionStorage.getItem(KEY)
  if (known !== null) return known
  const name = crypto.randomUUID()
  sessionStorage.setItem(KEY, name)
  return name
}

export const openChannel = (page: string) => new BroadcastChannel(`${NAME}:${page}`)

/** The address of a page’s notes, as the part behind `#`. */
export const notesHash = (page: string) => `#notes=${page}`

/** Of which page this one shows the notes; null where it is no page of notes. */
export const notesOf = (hash: string) => /^#notes=([\da-f-]{36})$/.exec(hash)?.[1] ?? null
