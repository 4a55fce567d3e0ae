/** What the server returned, as a result. */
import type { DataRecord, Structure, TraceRecord } from '../../electron/contract/trace.ts'
import { missingAt } from '../../electron/trace/kept.ts'
import { following } from './fold.ts'
import { createPlaces } from './places.ts'

export interface Answer {
  /** The id of the exchange that it answers. */
  readonly exchange: number
  readonly index: number
  readonly rows: NonNullable<Structure['rows']>
  /** The echoed text; null for a look-up. */
  readonly text: string | null
  /** The size the whole answer needs, when it was cut to the object; null when it is whole. */
  readonly sizeNeeded: number | null
}

const ERROR_MORE_DATA = 234

const fieldOf = (structure: Structure, name: string) => structure.fields.find((field) => field.name === name)?.value

const isAnswer = (record: TraceRecord): record is DataRecord & { structure: Structure } =>
  record.kind === 'data' && record.access === 'read' && record.structure?.name === 'REPLY'

const MOST_NAMED = 2

/** `Fe, Iron`, as it fits into a sentence. */
export function answerInWords({ rows, text }: Answer): string {
  if (text !== null) return `“${text}”`
  const [first] = rows
  if (!first) return 'no such element'
  if (rows.length === 1) return `${first.symbol}, ${first.name}`
  const more = rows.length - MOST_NAMED
  const names = rows.slice(0, MOST_NAMED).map(({ name }) => String(name))
  return new Intl.ListFormat('en').format(more > 0 ? [...names, `${more} more`] : names)
}

/** Where an answer is read, or may be missing. */
const places = following(createPlaces(['data', 'note'], (record) => isAnswer(record) || missingAt(record) > 0))

/** The last answer that the client has read at the cursor; null before the first, and where it is missing. */
export function answerAt(records: readonly TraceRecord[], cursor: number): Answer | null {
  const index = places(records).upTo(cursor) ?? -1
  const record = records[index]
  if (!record || !isAnswer(record)) return null
  const { structure } = record
  const text = fieldOf(structure, 'text')
  const cut = fieldOf(structure, 'status') === ERROR_MORE_DATA
  return {
    exchange: Number(fieldOf(structure, 'id')),
    index,
    rows: structure.rows ?? [],
    text: text === undefined ? null : String(text),
    sizeNeeded: cut ? Number(fieldOf(structure, 'sizeNeeded')) : null,
  }
}
