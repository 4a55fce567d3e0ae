/** Two runs side by side: each participant's calls are aligned with the same participant's in the other run. */
import type { CallRecord, DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'
import { align, longestRising } from './alignment.ts'
import { isStep } from './steps.ts'

/** A step of one of the runs: a call, or a touch of shared memory. */
export interface ComparedStep {
  readonly record: CallRecord | DataRecord
  /** Which step of its run it is, from 1. */
  readonly place: number
  /** Of a free, the how many-th object of its run it lets go of; null of all else. */
  readonly freed: number | null
  /** Of a free, how many steps its run had come to when that object was first held; null of all else. */
  readonly since: number | null
}

export interface ComparedRow {
  readonly left: ComparedStep | null
  readonly right: ComparedStep | null
  /** Of a step that stands alone because the other run makes it earlier or later: the step there. */
  readonly elsewhere: ComparedStep | null
  /** Whether only one of the runs has it, both have it with another result, or it is a free that has moved. */
  readonly differs: boolean
}

/**
 * A free that both runs make, and one of them later: only after a wait that the other one has not before it. That is what
 * free policies differ in.
 */
export interface Moved {
  readonly left: ComparedStep
  readonly right: ComparedStep
  /** The message that its participant posted or took last before it, or its last wait, since the object was there. */
  readonly after: { readonly left: ComparedStep | null; readonly right: ComparedStep | null }
}

export interface Comparison {
  /** From top to bottom each side is in the order of its run. */
  readonly rows: readonly ComparedRow[]
  /** The first row that differs, or of a free that has moved because of it; null where none does. */
  readonly first: number | null
  readonly differing: number
  /** In the order of the left run. */
  readonly moved: readonly Moved[]
}

const touch = ({ access, object }: DataRecord) => `${access}s ${object}`

/** What a step does: `DosFreeMem`, `reads 0x6FFF0000`. */
export const stepName = ({ record }: ComparedStep): string => (record.kind === 'call' ? record.name : touch(record))

/** What a call returned, by its name. */
export const resultOf = ({ record }: ComparedStep): string => (record.kind === 'call' ? record.result.name : '')

/** What else a step of this name is about: the message, or the object that is let go of. */
export function subjectOf({ record, freed }: ComparedStep): string {
  if (record.kind !== 'call') return ''
  const { msg } = record.args
  return typeof msg === 'string' ? msg : freed === null ? '' : (record.object ?? '')
}

function keyOf({ record, freed }: ComparedStep): string {
  if (record.kind !== 'call') return `touch ${record.access}`
  return `${record.api} ${record.name} ${record.args.msg ?? ''} ${freed ?? ''}`
}

/**
 * Numbers the shared memory of a run in the order in which it is first held; what gets the name of one that is gone is
 * another one.
 */
function createOrdinals() {
  const others = new Set<string>()
  const latest = new Map<string, { readonly freed: number; readonly since: number; isGone: boolean }>()
  let count = 0
  return {
    follow(record: TraceRecord, since: number) {
      if (record.kind === 'object' && record.type !== 'memory') others.add(record.object)
      if (record.kind !== 'count' || others.has(record.object)) return
      const known = latest.get(record.object)
      if (known && !(known.isGone && record.usage > 0)) known.isGone = record.usage === 0
      else latest.set(record.object, { freed: count++, since, isGone: record.usage === 0 })
    },
    of: (name: string | undefined) => latest.get(name ?? ''),
  }
}

/** Whether a program lets go of what it names: at a process's end the system does. */
const isFree = (record: TraceRecord): record is CallRecord =>
  record.kind === 'call' && record.source !== undefined && wordsOf(record)?.hold === 'frees' && !hasFailed(record)

function stepsIn(records: readonly TraceRecord[]): ComparedStep[] {
  const ordinals = createOrdinals()
  const steps: ComparedStep[] = []
  for (const record of records) {
    ordinals.follow(record, steps.length)
    const { freed = null, since = null } = (isFree(record) && ordinals.of(record.object)) || {}
    if (isStep(record)) steps.push({ record, place: steps.length + 1, freed, since })
  }
  return steps
}

function groupedBy(keyOf: (step: ComparedStep) => string, steps: readonly ComparedStep[]) {
  const groups = new Map<string, ComparedStep[]>()
  for (const step of steps) {
    const group = groups.get(keyOf(step))
    if (group) group.push(step)
    else groups.set(keyOf(step), [step])
  }
  return groups
}

const participantOf = ({ record }: ComparedStep) => record.participant

interface Match {
  readonly left: ComparedStep
  readonly right: ComparedStep
}

interface Matched {
  /** What each participant does in both runs, in the order of the left one. */
  readonly matches: readonly Match[]
  readonly moved: readonly Moved[]
}

function matchesOf(left: readonly ComparedStep[], right: readonly ComparedStep[]): Matched {
  const others = groupedBy(participantOf, right)
  const matches: Match[] = []
  const moved: Moved[] = []
  const numbers = new Map<string, number>()
  const numberOf = (step: ComparedStep) => {
    const key = keyOf(step)
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  }
  for (const [participant, own] of groupedBy(participantOf, left)) {
    const theirs = others.get(participant) ?? []
    const both = align(own.map(numberOf), theirs.map(numberOf)).flatMap(([at, other]) => {
      const [one, match] = [own[at], theirs[other]]
      return one && match ? [{ left: one, right: match }] : []
    })
    moved.push(...movedOf(own, theirs, both))
    matches.push(...both)
  }
  const inTurn = (a: Match, b: Match) => a.left.place - b.left.place
  return { matches: matches.sort(inTurn), moved: moved.sort(inTurn) }
}

const isWait = ({ record }: ComparedStep) => record.kind === 'call' && wordsOf(record)?.waits !== undefined
const isMessage = ({ record }: ComparedStep) => record.kind === 'call' && wordsOf(record)?.message !== undefined

/** The last one that something holds of, before each of one participant's steps. */
function lastBefore(steps: readonly ComparedStep[], holds: (step: ComparedStep) => boolean) {
  const before = new Map<ComparedStep, ComparedStep | null>()
  let last: ComparedStep | null = null
  for (const step of steps) {
    before.set(step, last)
    if (holds(step)) last = step
  }
  return before
}

/** What each free comes after, of what has to do with its object: what was before that belongs to something else. */
function causesIn(steps: readonly ComparedStep[]): (free: ComparedStep) => ComparedStep | null {
  const before = lastBefore(steps, (step) => isWait(step) || isMessage(step))
  return (free) => {
    const cause = before.get(free) ?? null
    return cause !== null && cause.place > (free.since ?? 0) ? cause : null
  }
}

/** Those that both runs make, in another order among what both do, so that they could not be matched. */
function crossed(left: readonly ComparedStep[], right: readonly ComparedStep[]): Match[] {
  const others = groupedBy(keyOf, right)
  return left.flatMap((step) => {
    const other = others.get(keyOf(step))?.shift()
    return other ? [{ left: step, right: other }] : []
  })
}

/** A free of both runs, with the last wait before it in each. */
interface Waited extends Match {
  readonly waits: { readonly left: ComparedStep | null; readonly right: ComparedStep | null }
}

/** Of one participant's steps, the frees that the two runs make after different waits. */
function movedOf(left: readonly ComparedStep[], right: readonly ComparedStep[], both: readonly Match[]): Moved[] {
  const counterparts = new Map(both.map((match) => [match.left, match.right]))
  const inBoth = new Set([...counterparts.keys(), ...counterparts.values()])
  const [leftWaits, rightWaits] = [lastBefore(left, isWait), lastBefore(right, isWait)]
  const [leftCause, rightCause] = [causesIn(left), causesIn(right)]
  const waited = (match: Match): Waited => ({
    ...match,
    waits: { left: leftWaits.get(match.left) ?? null, right: rightWaits.get(match.right) ?? null },
  })
  const isAlone = (step: ComparedStep | null) => step !== null && !inBoth.has(step)
  function isLater({ waits: { left: one, right: other } }: Waited): boolean {
    if (isAlone(one) !== isAlone(other)) return true
    // Another call in the place of a wait moves nothing; the same one for another message does.
    return isAlone(one) && one !== null && other !== null && stepName(one) === stepName(other)
  }
  // Two frees that have only changed places have not moved.
  const isAfterAnother = ({ waits: { left: one, right: other } }: Waited) =>
    one === null ? other !== null : counterparts.get(one) !== other
  const isFreeAlone = (step: ComparedStep) => step.freed !== null && isAlone(step)
  const frees = [
    ...both
      .filter((match) => match.left.freed !== null)
      .map(waited)
      .filter(isLater),
    ...crossed(left.filter(isFreeAlone), right.filter(isFreeAlone)).map(waited).filter(isAfterAnother),
  ]
  return frees.map((free) => ({
    ...{ left: free.left, right: free.right },
    after: { left: leftCause(free.left), right: rightCause(free.right) },
  }))
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
  const { matches, moved } = matchesOf(left, right)
  const counterparts = new Map<ComparedStep, ComparedStep>()
  const hasMoved = new Set(moved.flatMap((free) => [free.left, free.right]))
  for (const match of [...matches, ...moved]) counterparts.set(match.left, match.right).set(match.right, match.left)
  const rows: ComparedRow[] = []
  const from = { left: 0, right: 0 }
  /** What stands alone, up to a place. */
  function passTo(side: 'left' | 'right', steps: readonly ComparedStep[], place: number) {
    for (const step of steps.slice(from[side], place - 1)) {
      const row = alone(step, side, counterparts.get(step))
      rows.push(hasMoved.has(step) ? { ...row, differs: true } : row)
    }
    from[side] = place
  }
  for (const match of besideEachOther(matches)) {
    passTo('left', left, match.left.place)
    passTo('right', right, match.right.place)
    rows.push({ ...match, elsewhere: null, differs: hasMoved.has(match.left) || differ(match.left, match.right) })
  }
  passTo('left', left, left.length + 1)
  passTo('right', right, right.length + 1)
  return { rows, first: firstOf(rows, hasMoved), differing: rows.filter(({ differs }) => differs).length, moved }
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

/** What the participant of a row's step does in the other run instead: what comes there behind what both had before. */
export function instead(rows: readonly ComparedRow[], at: number, here: 'left' | 'right'): ComparedStep | null {
  const there = here === 'left' ? 'right' : 'left'
  const participant = rows[at]?.[here]?.record.participant
  const isIts = (step: ComparedStep | null) => step?.record.participant === participant
  const before = rows.slice(0, at).filter((row) => isIts(row[here]))
  const last = before.flatMap((row) => row[there] ?? row.elsewhere ?? []).at(-1)
  return (
    rows.flatMap((row) => row[there] ?? []).find((step) => isIts(step) && step.place > (last?.place ?? 0)) ?? null
  )
}

/** Who does something first before a free, or a free first, has moved the free: that is the difference. */
function firstOf(rows: readonly ComparedRow[], hasMoved: ReadonlySet<ComparedStep>): number | null {
  const first = earliest(rows)
  const row = rows[first ?? -1]
  if (!row || first === null || (row.left && row.right)) return first
  const other = instead(rows, first, row.left ? 'left' : 'right')
  return other && hasMoved.has(other) ? rows.findIndex(({ left, right }) => left === other || right === other) : first
}
