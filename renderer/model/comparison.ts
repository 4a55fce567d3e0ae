/** Two runs side by side: each participant's calls are aligned with the same participant's in the other run. */
import type { CallRecord, DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { align, longestRising } from './alignment.ts'
import { isStep } from './steps.ts'

/** A step of one of the runs: a call, or a touch of shared memory. */
export interface ComparedStep {
  readonly record: CallRecord | DataRecord
  /** Which step of its run it is, from 1. */
  readonly place: number
}

export interface ComparedRow {
  readonly left: ComparedStep | null
  readonly right: ComparedStep | null
  /** Of a step that stands alone because the other run makes it earlier or later: the step there. */
  readonly elsewhere: ComparedStep | null
  /** Whether only one of the runs has it, or both have it with another result. */
  readonly differs: boolean
}

export interface Comparison {
  /** From top to bottom each side is in the order of its run. */
  readonly rows: readonly ComparedRow[]
  /** The first row that differs; null where none does. */
  readonly first: number | null
  readonly differing: number
}

const touch = ({ access, object }: DataRecord) => `${access}s ${object}`

/** What a step does: `DosFreeMem`, `reads 0x6FFF0000`. */
export const stepName = ({ record }: ComparedStep): string => (record.kind === 'call' ? record.name : touch(record))

/** What a call returned, by its name. */
export const resultOf = ({ record }: ComparedStep): string => (record.kind === 'call' ? record.result.name : '')

const keyOf = ({ record }: ComparedStep) =>
  record.kind === 'call' ? `${record.api} ${record.name}` : `touch ${record.access}`

const stepsIn = (records: readonly TraceRecord[]): ComparedStep[] =>
  records.filter(isStep).map((record, index) => ({ record, place: index + 1 }))

function ofParticipant(steps: readonly ComparedStep[]): Map<string, ComparedStep[]> {
  const groups = new Map<string, ComparedStep[]>()
  for (const step of steps) {
    const { participant } = step.record
    const group = groups.get(participant)
    if (group) group.push(step)
    else groups.set(participant, [step])
  }
  return groups
}

interface Match {
  readonly left: ComparedStep
  readonly right: ComparedStep
}

/** What each participant does in both runs, in the order of the left one. */
function matchesOf(left: readonly ComparedStep[], right: readonly ComparedStep[]): Match[] {
  const others = ofParticipant(right)
  const matches: Match[] = []
  const numbers = new Map<string, number>()
  const numberOf = (step: ComparedStep) => {
    const key = keyOf(step)
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  }
  for (const [participant, own] of ofParticipant(left)) {
    const theirs = others.get(participant) ?? []
    for (const [at, other] of align(own.map(numberOf), theirs.map(numberOf))) {
      const [one, match] = [own[at], theirs[other]]
      if (one && match) matches.push({ left: one, right: match })
    }
  }
  return matches.sort((a, b) => a.left.place - b.left.place)
}

/**
 * Those that stand side by side: as many as can be without either column leaving the order of its run. Two processes may
 * come in another order in each.
 */
function besideEachOther(matches: readonly Match[]): Match[] {
  const places = longestRising(matches.map(({ right }) => right.place))
  return places.flatMap((at) => matches[at] ?? [])
}

/** Handles are other ones in every run, and all that matters is whether there is one. */
const HANDLE = /^0x0*[1-9A-F][\dA-F]*$/
const comparable = (step: ComparedStep) => resultOf(step).replace(HANDLE, 'a handle')

const differ = (left: ComparedStep, right: ComparedStep) => comparable(left) !== comparable(right)

/** A step by itself: its counterpart, where there is one, stands elsewhere. */
function alone(step: ComparedStep, side: 'left' | 'right', elsewhere: ComparedStep | undefined): ComparedRow {
  const differs = elsewhere === undefined || differ(step, elsewhere)
  return { left: null, right: null, [side]: step, elsewhere: elsewhere ?? null, differs }
}

export function compare(leftRecords: readonly TraceRecord[], rightRecords: readonly TraceRecord[]): Comparison {
  const [left, right] = [stepsIn(leftRecords), stepsIn(rightRecords)]
  const matches = matchesOf(left, right)
  const counterparts = new Map<ComparedStep, ComparedStep>()
  for (const match of matches) counterparts.set(match.left, match.right).set(match.right, match.left)
  const rows: ComparedRow[] = []
  const from = { left: 0, right: 0 }
  /** What stands alone, up to a place. */
  function passTo(side: 'left' | 'right', steps: readonly ComparedStep[], place: number) {
    for (const step of steps.slice(from[side], place - 1)) rows.push(alone(step, side, counterparts.get(step)))
    from[side] = place
  }
  for (const match of besideEachOther(matches)) {
    passTo('left', left, match.left.place)
    passTo('right', right, match.right.place)
    rows.push({ ...match, elsewhere: null, differs: differ(match.left, match.right) })
  }
  passTo('left', left, left.length + 1)
  passTo('right', right, right.length + 1)
  return { rows, first: earliest(rows), differing: rows.filter(({ differs }) => differs).length }
}

/** Of the rows that differ, the one that comes first in its run: what only one of them does stands above the other's. */
function earliest(rows: readonly ComparedRow[]): number | null {
  const placeOf = ({ left, right }: ComparedRow) =>
    Math.min(left?.place ?? Number.POSITIVE_INFINITY, right?.place ?? Number.POSITIVE_INFINITY)
  const differing = rows.flatMap((row, index) => (row.differs ? [{ index, place: placeOf(row) }] : []))
  return (
    differing.reduce<(typeof differing)[0] | null>(
      (first, row) => (first === null || row.place < first.place ? row : first),
      null,
    )?.index ?? null
  )
}
