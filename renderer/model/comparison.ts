/** Two runs side by side: each participant's calls are aligned with the same participant's in the other run. */
import type { CallRecord, DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { align } from './alignment.ts'
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
  /** Whether only one of the runs has it, or both have it with another result. */
  readonly differs: boolean
}

export interface Comparison {
  /** In the order of the left run; what only the right one has stands below what came before it there. */
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

/** For each step of the left run that matches, its counterpart. */
function matchesOf(left: readonly ComparedStep[], right: readonly ComparedStep[]): Map<ComparedStep, ComparedStep> {
  const others = ofParticipant(right)
  const matches = new Map<ComparedStep, ComparedStep>()
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
      if (one && match) matches.set(one, match)
    }
  }
  return matches
}

/** What only the right run has, by the place of the step before it there. */
function alone(right: readonly ComparedStep[], matched: ReadonlySet<ComparedStep>): Map<number, ComparedStep[]> {
  const runs = new Map<number, ComparedStep[]>()
  let after = 0
  for (const step of right) {
    if (matched.has(step)) after = step.place
    else if (runs.get(after)?.push(step) === undefined) runs.set(after, [step])
  }
  return runs
}

/** Handles are other ones in every run, and all that matters is whether there is one. */
const HANDLE = /^0x0*[1-9A-F][\dA-F]*$/
const comparable = (step: ComparedStep) => resultOf(step).replace(HANDLE, 'a handle')

const differ = (left: ComparedStep, right: ComparedStep) => comparable(left) !== comparable(right)

export function compare(leftRecords: readonly TraceRecord[], rightRecords: readonly TraceRecord[]): Comparison {
  const [left, right] = [stepsIn(leftRecords), stepsIn(rightRecords)]
  const matches = matchesOf(left, right)
  const only = alone(right, new Set(matches.values()))
  const toRow = (step: ComparedStep): ComparedRow => ({ left: null, right: step, differs: true })
  const rows = (only.get(0) ?? []).map(toRow)
  for (const step of left) {
    const match = matches.get(step)
    rows.push({ left: step, right: match ?? null, differs: match === undefined || differ(step, match) })
    if (match) rows.push(...(only.get(match.place) ?? []).map(toRow))
  }
  return { rows, first: earliest(rows), differing: rows.filter(({ differs }) => differs).length }
}

/** The one that came first in its run: rows of the right run may stand below what happened later in it. */
function earliest(rows: readonly ComparedRow[]): number | null {
  let first: number | null = null
  let earliest = Number.POSITIVE_INFINITY
  for (const [index, { left, right, differs }] of rows.entries()) {
    const place = Math.min(left?.place ?? Number.POSITIVE_INFINITY, right?.place ?? Number.POSITIVE_INFINITY)
    if (!differs || place >= earliest) continue
    first = index
    earliest = place
  }
  return first
}
