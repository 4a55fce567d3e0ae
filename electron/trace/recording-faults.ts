/** What is wrong with a recording that can be read: somebody has changed it, or it was put together from others. */
import type { TraceRecord } from '../contract/trace.ts'
import { timeOf } from './order.ts'
import type { ReadRecording, Recording } from './recording.ts'

/** Records stand below the header, from line 2, unless lines are empty. */
const lineIn = ({ lines }: ReadRecording, index: number) => lines?.[index] ?? index + 2

/** The first records that something is wrong with, and how many there are: `Line 4 …, and so does line 6`. */
function tell(
  read: ReadRecording,
  isWrong: (record: TraceRecord, before: TraceRecord | undefined) => boolean,
  what: string,
) {
  const { records } = read
  const wrong = records.flatMap((record, index) => (isWrong(record, records[index - 1]) ? index : []))
  const [first, second] = wrong
  if (first === undefined) return []
  const also = second === undefined ? '' : `, and so does line ${lineIn(read, second)}`
  const all = wrong.length < 3 ? '' : ` (${wrong.length.toLocaleString('en-US')} lines in all)`
  return [`Line ${lineIn(read, first)} ${what}${also}${all}.`]
}

const startOf = (record: TraceRecord) => ('start' in record ? record.start : record.t)

const heldOf = (record: TraceRecord) => ('held' in record ? (record.held ?? 0) : 0)

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

/** Two of them are named, and all are counted. */
function strangersInWords(ids: readonly string[]): string[] {
  const [one, other] = ids
  if (one === undefined) return []
  if (other === undefined) return [`Its first line does not name ${one}, who takes part in it.`]
  const all = ids.length < 3 ? '' : ` (${ids.length.toLocaleString('en-US')} in all)`
  return [`Its first line does not name ${one} and ${other}, who take part in it${all}.`]
}

/** Of records one after the other, whether one stands there already: nothing happens twice at the same time. */
function createTwice() {
  let time = Number.NaN
  let there = new Set<string>()
  return (record: TraceRecord, before: TraceRecord | undefined): boolean => {
    // As a rule nothing else happens at its time: then it is written out for nobody.
    if (before === undefined || timeOf(before) !== timeOf(record)) return false
    if (timeOf(record) !== time) there = new Set([JSON.stringify(before)])
    time = timeOf(record)
    const text = JSON.stringify(record)
    const isThere = there.has(text)
    there.add(text)
    return isThere
  }
}

/** A sentence for each kind of fault; none for a recording as Sharemem writes it. `known` are all scenarios. */
export function faultsIn(read: ReadRecording, known: readonly string[]): string[] {
  const elsewhere = fromElsewhere(read, known).map(
    (scenario) => `Its first line says ‘${read.header.scenario}’, but it has calls from the source of ‘${scenario}’.`,
  )
  return [
    ...elsewhere,
    ...(elsewhere.length > 0 ? [] : strangersInWords(strangersIn(read))),
    ...tell(read, (record) => startOf(record) < 0, 'tells of a time before the run began'),
    ...tell(
      read,
      (record) => 'start' in record && record.end < record.start,
      'tells of a call that ended before it began',
    ),
    ...tell(
      read,
      (record) => heldOf(record) < 0 || heldOf(record) > Math.max(0, startOf(record)),
      'tells of a hold that began before the run, or after its end',
    ),
    ...tell(read, (record, before) => timeOf(record) < timeOf(before ?? record), 'stands after what happened later'),
    ...tell(read, createTwice(), 'stands there twice'),
  ]
}
