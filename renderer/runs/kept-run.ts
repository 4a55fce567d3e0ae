/** A run that is kept, as its chip tells it; the records themselves are kept beside it. */
import type { ScenarioInfo } from '../../electron/contract/settings.ts'
import type { OutcomeName, TraceHeader, TraceRecord } from '../../electron/contract/trace.ts'
import { changedOf } from '../describe.ts'

export interface KeptRun {
  /** From 1, and never given again. */
  readonly number: number
  /** The same for the same run, whoever tells of it and how often. */
  readonly key: string
  readonly header: TraceHeader
  /** Null while it goes on, and for one that was left before its end. */
  readonly outcome: OutcomeName | null
  /** How long its recording is, in characters; 0 while nothing of it is kept. */
  readonly size: number
}

/** Null for what no run can be told by: recordings of hosts that do not say when it began. */
export const keyOf = ({ scenario, begun }: TraceHeader): string | null =>
  begun === undefined ? null : `${scenario} ${begun}`

export function outcomeIn(records: readonly TraceRecord[]): OutcomeName | null {
  const last = records.at(-1)
  return last?.kind === 'outcome' ? last.name : null
}

export interface Bounds {
  readonly count: number
  /** Of all together, in characters. */
  readonly size: number
}

export const BOUNDS: Bounds = { count: 20, size: 48 * 1024 ** 2 }

/** The oldest, which have to go so that the rest is within the bounds; never the newest. */
export function tooMany(runs: readonly KeptRun[], { count, size }: Bounds): readonly KeptRun[] {
  const newestFirst = runs.toSorted((a, b) => b.number - a.number)
  let total = 0
  return newestFirst.filter((run, index) => {
    total += run.size
    return index > 0 && (index >= count || total > size)
  })
}

const outcomes: Record<OutcomeName, string> = {
  completed: '',
  stopped: 'stopped',
  'lost-request': 'lost',
  'wrong-data': 'wrong data',
  timeout: 'timeout',
  trap: 'trap',
  crash: 'crash',
  'api-error': 'a call failed',
  'not-started': 'not started',
}

/** Of a run that went well nothing is said. */
export const outcomeWord = (outcome: OutcomeName | null) => (outcome === null ? '' : outcomes[outcome])

const LONGEST = 24
const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)

/** What is special about it: what is not as usual, and what the scenario's runs are compared by. */
export function specialOf({ settings, fault }: TraceHeader, scenario: ScenarioInfo | null): string {
  const compared = scenario?.compares?.setting
  const changed = changedOf({ settings }, scenario)
  const told = Object.entries(settings).filter(([key]) => key in changed || key === compared)
  const words = told.map(([key, value]) => (typeof value === 'string' ? cut(value) : `${key} ${value}`))
  const all = fault === undefined ? words : [...words, cut(fault)]
  return all.length === 0 ? 'as usual' : all.join(', ')
}
