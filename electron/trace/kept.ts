/** A trace that may grow without end, within limits: its start, its latest records, and a note where others were. */
import type { TraceRecord } from '../contract/trace.ts'
import { noteOrigin } from './lineage.ts'
import { countUntil, mergeInOrder, timeOf } from './order.ts'

export interface Limits {
  /** How many of the first records stay, whatever comes: the start of a run, which all that is drawn later needs. */
  readonly first: number
  /** How many of the latest stay at most; at least that many without the part that goes at once. */
  readonly latest: number
  /**
   * Which part of the latest goes at once when there are too many: all that stands behind the gap has to be drawn anew
   * then, so it must not happen with every record.
   */
  readonly atOnce: number
  /** How much memory all of them may take, in bytes, as estimated; the first take a quarter of it at most. */
  readonly bytes: number
}

/** What a host keeps for screens that come late, and a screen of what it is told: more than a person looks at. */
export const SCREEN_LIMITS: Limits = { first: 2000, latest: 58_000, atOnce: 1 / 4, bytes: 64 * 1024 ** 2 }

export interface Kept {
  /** Adds records in any order. What it costs depends on how many are added, and on how late the latest comes. */
  add(records: readonly TraceRecord[]): void
  /** In the order of time, the note among them. Nothing that is added later changes a list that has been read. */
  readonly records: readonly TraceRecord[]
  /** How many are not kept. */
  readonly dropped: number
  clear(): void
}

const HEADER = 24
const FIELD = 8

/** How many bytes a value takes in memory, about. In place, as every record that comes is gone through. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return HEADER + value.length
  if (typeof value !== 'object' || value === null) return 0
  let weight = HEADER
  if (Array.isArray(value)) for (const element of value) weight += FIELD + weightOf(element)
  else for (const field in value) weight += FIELD + weightOf((value as Record<string, unknown>)[field])
  return weight
}

const SENTENCE = /^([\d,]+) records? (?:is|are) not kept here: /

function noteOf(dropped: number, t: number): TraceRecord {
  const one = dropped === 1
  const count = `${dropped.toLocaleString('en-US')} ${one ? 'record is' : 'records are'} not kept here`
  return {
    kind: 'note',
    t,
    participant: null,
    text: `${count}: a recording (--record) holds ${one ? 'it' : 'them all'}.`,
  }
}

/** How many records are missing where this one stands: 0, unless it is the note that says so. */
export function missingAt(record: TraceRecord): number {
  if (record.kind !== 'note' || record.participant !== null) return 0
  return Number((SENTENCE.exec(record.text)?.[1] ?? '0').replaceAll(',', ''))
}

/**
 * Keeps the first and the latest of all records that are added. A note of an earlier such list counts as the records
 * that it stands for. What comes so late that its place is in the gap is not kept either.
 */
export function createKept(limits: Limits): Kept {
  let first: readonly TraceRecord[] = []
  /** What follows the first; the ones before `from` are dropped already. */
  let latest: TraceRecord[] = []
  let from = 0
  let weight = 0
  let dropped = 0
  /** When the last dropped one happened; null while all are kept. */
  let gap: number | null = null
  /** The same one as long as it tells the same. */
  let note: TraceRecord | null = null
  let read: readonly TraceRecord[] | null = null
  /** The list that was read last, and how many of its records still stand where they stood. */
  let before: readonly TraceRecord[] = []
  let same = 0

  /** From now on the first stay as they are: those of the earliest `most` that the limits allow. */
  function part(most: number) {
    let count = 0
    let taken = 0
    while (count < Math.min(limits.first, most)) {
      taken += weightOf(latest[count])
      if (taken > limits.bytes / 4) break
      count += 1
    }
    first = latest.slice(0, count)
    latest = latest.slice(count)
  }
  function dropOne() {
    const record = latest[from]
    if (!record) return
    gap = timeOf(record)
    weight -= weightOf(record)
    from += 1
    miss(1)
  }
  /** The note tells of more. */
  function miss(count: number) {
    if (count === 0) return
    dropped += count
    note = null
    same = Math.min(same, first.length)
  }
  const tooMany = () =>
    latest.length - from > (gap === null ? limits.first : 0) + limits.latest || weight > limits.bytes

  function shrink() {
    if (!tooMany()) return
    if (gap === null) {
      part(latest.length)
      dropOne()
    }
    const left = Math.floor((latest.length - from) * (1 - limits.atOnce))
    while (latest.length - from > 1 && (latest.length - from > left || tooMany())) dropOne()
    // Now and then, or a drop would cost what is kept.
    if (from <= latest.length / 8) return
    latest = latest.slice(from)
    from = 0
  }
  /** Records that come after the gap, if there is one. */
  function join(records: readonly TraceRecord[]) {
    const ordered = mergeInOrder([], records)
    const [earliest] = ordered
    if (!earliest) return
    const at = countUntil(latest, timeOf(earliest))
    same = Math.min(same, (gap === null ? 0 : first.length + 1 - from) + at)
    const later = latest.splice(at)
    for (const record of mergeInOrder(later, ordered)) latest.push(record)
    for (const record of ordered) weight += weightOf(record)
  }
  function put(records: readonly TraceRecord[]) {
    const inTime = records.filter((record) => gap === null || timeOf(record) >= gap)
    miss(records.length - inTime.length)
    join(inTime)
    shrink()
  }
  /** What stands before somebody else's gap is dropped with it, unless it is among the first. */
  function widen(note: TraceRecord) {
    const t = timeOf(note)
    if (gap === null) part(countUntil(latest, t))
    for (let left = countUntil(latest, t) - from; left > 0; left -= 1) dropOne()
    gap = Math.max(gap ?? t, t)
    miss(missingAt(note))
  }
  return {
    add(records) {
      read = null
      const notes = records.filter((record) => missingAt(record) > 0)
      if (notes.length === 0) return put(records)
      let done = 0
      for (const note of notes) {
        const at = records.indexOf(note, done)
        put(records.slice(done, at))
        widen(note)
        done = at + 1
      }
      put(records.slice(done))
    },
    get records() {
      if (read) return read
      if (gap !== null) note ??= noteOf(dropped, gap)
      read = note === null ? latest.slice() : first.concat(note, latest.slice(from))
      noteOrigin(read, before, same)
      before = read
      same = read.length
      return read
    },
    get dropped() {
      return dropped
    },
    clear() {
      first = []
      latest = []
      from = 0
      weight = 0
      dropped = 0
      gap = null
      note = null
      read = null
      before = []
      same = 0
    },
  }
}
