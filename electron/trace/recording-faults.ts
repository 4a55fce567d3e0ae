/** What is wrong with a recording that can be read: somebody has changed it, or it was put together from others. */
import type { TraceRecord } from '../contract/trace.ts'
import { timeOf } from './order.ts'
import type { Recording } from './recording.ts'

/** Records stand below the header, from line 2. */
const lineOf = (index: number) => index + 2

/** The first record that something is wrong with, and how many more there are: `line 4 …, and 2 more do`. */
function tell(
  records: readonly TraceRecord[],
  isWrong: (record: TraceRecord, index: number) => boolean,
  what: string,
) {
  const wrong = records.flatMap((record, index) => (isWrong(record, index) ? index : []))
  const [first] = wrong
  if (first === undefined) return []
  const more = wrong.length - 1
  return [
    `Line ${lineOf(first)} ${what}${more === 0 ? '' : `, and so does line ${lineOf(wrong[1] ?? 0)}`}${
      more < 2 ? '' : ` (${wrong.length.toLocaleString('en-US')} lines in all)`
    }.`,
  ]
}

const startOf = (record: TraceRecord) => ('start' in record ? record.start : record.t)

const SCENARIO_FILE = /scenarios\/([a-z][a-z\d-]*)/

/** The scenario whose source a record names; undefined where it names none. */
const scenarioOf = (record: TraceRecord) =>
  'source' in record ? SCENARIO_FILE.exec(record.source?.file ?? '')?.[1] : undefined

/** Those scenarios, other than the header's, whose sources the records name. */
function fromElsewhere({ header, records }: Recording, known: readonly string[]) {
  const named = new Set(records.map(scenarioOf))
  return known.filter((scenario) => scenario !== header.scenario && named.has(scenario))
}

/** Who does something in it, but does not stand in the header. */
function strangersIn({ header, records }: Recording) {
  const cast = new Set(header.participants.map(({ id }) => id))
  const acting = records.flatMap((record) =>
    'participant' in record && record.participant ? record.participant : [],
  )
  return [...new Set(acting)].filter((id) => !cast.has(id))
}

/** So many records before it a copy is looked for. */
const FAR = 100

/** Whether it stands in the trace already: nothing happens twice at the same time. */
function isTwice(records: readonly TraceRecord[], record: TraceRecord, index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - FAR); at -= 1) {
    const before = records[at]
    if (!before || timeOf(before) !== timeOf(record)) return false
    if (before.kind === record.kind && JSON.stringify(before) === JSON.stringify(record)) return true
  }
  return false
}

/** A sentence for each kind of fault; none for a recording as Sharemem writes it. `known` are all scenarios. */
export function faultsIn(recording: Recording, known: readonly string[]): string[] {
  const { header, records } = recording
  const elsewhere = fromElsewhere(recording, known).map(
    (scenario) => `Its first line says ‘${header.scenario}’, but it has calls from the source of ‘${scenario}’.`,
  )
  const strangers = strangersIn(recording).map((id) => `Its first line does not name ${id}, who takes part in it.`)
  return [
    ...elsewhere,
    ...(elsewhere.length > 0 ? [] : strangers),
    ...tell(records, (record) => startOf(record) < 0, 'tells of a time before the run began'),
    ...tell(
      records,
      (record) => 'start' in record && record.end < record.start,
      'tells of a call that ended before it began',
    ),
    ...tell(
      records,
      (record, index) => timeOf(record) < timeOf(records[index - 1] ?? record),
      'stands after what happened later',
    ),
    ...tell(records, (record, index) => isTwice(records, record, index), 'stands there twice'),
  ]
}
