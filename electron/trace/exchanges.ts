/** Tells the exchanges of a run from its records, whatever the scenario: the one fold for screen and command line. */
import type { HeaderParticipant, TraceRecord } from '../contract/trace.ts'
import type { ExchangePattern, MomentPattern, Of, RecordPattern, Sign } from './exchange-pattern.ts'
import { createRows, createTexts } from './exchange-rows.ts'
import { missingAt } from './kept.ts'
import { timeOf } from './order.ts'
import { beganAt, isLike, valueAt } from './record-patterns.ts'

export interface Moment {
  readonly name: string
  /** The participant who did it or was told by it; null for what became of the memory. */
  readonly by: string | null
  /** Nanoseconds since the start of the run. */
  readonly t: number
}

export interface Exchange {
  /** Null where it is counted, and records are missing before it: nobody knows how many there were. */
  readonly id: number | null
  readonly title: string
  /** What carries it; null where it is no object of the trace. */
  readonly object: string | null
  /** In the order in which they happened. */
  readonly moments: readonly Moment[]
}

export interface Exchanges {
  /** Takes the next record. What it costs depends on how many exchanges are under way, not on how many there were. */
  follow(record: TraceRecord): void
  readonly count: number
  /** How many there are to which something can still happen. */
  readonly underWay: number
  /** Whether something has happened since the latest began that leads to the next one. */
  readonly isComing: boolean
  /** In the order in which they began, from 0. */
  at(index: number): Exchange | null
  withId(id: number): Exchange | null
  /** How many had begun at that moment. */
  begunUntil(t: number): number
}

/** The columns of an exchange's row; each moment has two more, when it was and whose. Texts are by their numbers. */
const [ID, TITLE, OBJECT, BY, BEGAN, MOMENTS] = [0, 1, 2, 3, 4, 5]

/** How many records that are of no exchange may turn out to be of one whose beginning comes later. */
const EARLY = 64

type Take = (record: TraceRecord, by: string | null) => void
type Rule = { readonly pattern: RecordPattern; readonly take: Take }
type Early = { readonly record: TraceRecord; readonly by: string | null; readonly take: Take }

const participantOf = (record: TraceRecord) => ('participant' in record ? record.participant : null)

export function createExchanges(pattern: ExchangePattern, participants: readonly HeaderParticipant[]): Exchanges {
  const { begins, before, over, noun } = pattern
  const moments: readonly MomentPattern[] = [...(before?.moments ?? []), ...pattern.moments]
  const rows = createRows(MOMENTS + 2 * moments.length)
  const texts = createTexts()
  const programs = new Map(participants.map(({ id, program, role }) => [id, program ?? role]))
  /** The rows of those to which something can still happen. */
  let open: number[] = []
  /** Those that the record at hand is of. */
  let touched: number[] = []
  /** Whether those that nothing numbers can still be counted. */
  let countable = true
  /** The latest that were of no exchange: on a slow machine another process's records come before those they follow. */
  let early: Early[] = []
  let isComing = false
  /** What may lead to an exchange: by its object or its participant, the moments of `before`. */
  const leading = new Map<string, { readonly t: number; readonly by: string | null }[]>()

  function columnOf(name: string): number {
    const index = moments.findIndex((moment) => moment.name === name)
    if (index < 0) throw new Error(`no ${noun[0]} has a moment ‘${name}’`)
    return MOMENTS + 2 * index
  }
  const has = (row: number, column: number) => !Number.isNaN(rows.get(row, column))
  const sets = over.map((names) => names.map(columnOf))
  const isOver = (row: number) => sets.some((columns) => columns.every((column) => has(row, column)))

  function put(row: number, column: number, t: number, by: string | null) {
    rows.set(row, column, t)
    if (by !== null) rows.set(row, column + 1, texts.numberOf(by))
  }

  function begin(record: TraceRecord, by: string | null) {
    const row = rows.add()
    isComing = false
    const object = valueAt(record, 'object')
    const key = before?.same === 'object' ? object : by
    const led = typeof key === 'string' ? leading.get(key) : undefined
    if (typeof key === 'string') leading.delete(key)
    led?.forEach(({ t, by }, index) => {
      put(row, MOMENTS + 2 * index, t, by)
    })
    if (begins.id !== undefined) rows.set(row, ID, Number(valueAt(record, begins.id)))
    else if (countable) rows.set(row, ID, rows.count)
    rows.set(row, TITLE, texts.numberOf(titleOf(record)))
    if (typeof object === 'string') rows.set(row, OBJECT, texts.numberOf(object))
    if (by !== null) rows.set(row, BY, texts.numberOf(by))
    rows.set(row, BEGAN, led?.find(({ t }) => !Number.isNaN(t))?.t ?? timeOf(record))
    open.push(row)
    takeEarly(timeOf(record))
  }

  function keepEarly(one: Early) {
    early.push(one)
    if (early.length > EARLY) early.shift()
  }

  /** What happened after an exchange had begun, and came before its beginning did, may be of it. */
  function takeEarly(begun: number) {
    const before = early
    early = before.filter(({ record }) => timeOf(record) < begun)
    for (const { record, by, take } of before) if (timeOf(record) >= begun) take(record, by)
  }

  function titleOf(record: TraceRecord): string {
    const parts = begins.title.map(({ at, words }) => {
      const value = valueAt(record, at)
      return words ? words[Number(value)] : value
    })
    return parts.join(' ').trim()
  }

  function ruleOfBefore(same: 'object' | 'participant', index: number, record: RecordPattern): Rule {
    return {
      pattern: record,
      take(record, by) {
        isComing = true
        const key = same === 'object' ? valueAt(record, 'object') : by
        if (typeof key !== 'string') return
        const led = (leading.get(key) ?? []).slice(0, index)
        while (led.length < index) led.push({ t: Number.NaN, by: null })
        leading.set(key, [...led, { t: timeOf(record), by }])
      },
    }
  }

  function rulesOf({ name, signs }: ExchangePattern['moments'][number]): Rule[] {
    const column = columnOf(name)
    return signs.map((sign) => {
      const find = finderOf(sign, column)
      function take(record: TraceRecord, by: string | null) {
        const row = find(record, by)
        if (row === undefined) return keepEarly({ record, by, take })
        if (has(row, column)) return
        put(row, column, timeOf(record), by)
        touched.push(row)
      }
      return { pattern: sign.record, take }
    })
  }

  /** Finds the exchange that a record is of, as it tells. */
  function finderOf({ of, unless = [], after = [], late = false }: Sign, moment: number) {
    const [not, needed] = [unless.map(columnOf), after.map(columnOf)]
    const allows = (row: number) =>
      not.every((column) => !has(row, column)) && needed.every((column) => has(row, column))
    const findLast = (holds: (row: number) => boolean): number | undefined => {
      const found = open.findLast(holds)
      if (found !== undefined || !late) return found
      for (let row = rows.count - 1; row >= 0; row -= 1) if (holds(row)) return row
      return undefined
    }
    function find(way: Of, record: TraceRecord, by: string | null): number | undefined {
      if ('latest' in way) {
        const own = way.latest === 'own' ? texts.find(by ?? '') : null
        return findLast((row) => (own === null || rows.get(row, BY) === own) && !has(row, moment) && allows(row))
      }
      if ('object' in way) {
        const object = texts.find(String(valueAt(record, way.object)))
        return findLast((row) => rows.get(row, OBJECT) === object && rows.get(row, BEGAN) <= beganAt(record))
      }
      const value = valueAt(record, way.id)
      const id = Number(way.like === undefined ? value : new RegExp(way.like).exec(String(value))?.[1])
      return findLast((row) => rows.get(row, ID) === id)
    }
    return (record: TraceRecord, by: string | null) => {
      for (const way of of) {
        const row = find(way, record, by)
        if (row !== undefined) return allows(row) ? row : undefined
      }
      return undefined
    }
  }

  const rules: readonly Rule[] = [
    ...(before?.moments.map(({ record }, index) => ruleOfBefore(before.same, index, record)) ?? []),
    { pattern: begins.record, take: begin },
    ...pattern.moments.flatMap(rulesOf),
  ]
  /** By the name of their records, or the kind of those without: nearly every record is passed over at once. */
  const byName = new Map<string, Rule[]>()
  for (const rule of rules) {
    const name = 'name' in rule.pattern ? rule.pattern.name : rule.pattern.kind
    byName.set(name, [...(byName.get(name) ?? []), rule])
  }

  function decode(row: number): Exchange {
    const told = moments.flatMap(({ name, ofMemory }, index) => {
      const [t, by] = [rows.get(row, MOMENTS + 2 * index), rows.get(row, MOMENTS + 2 * index + 1)]
      return Number.isNaN(t) ? [] : [{ name, by: ofMemory ? null : texts.at(by), t }]
    })
    return {
      id: has(row, ID) ? rows.get(row, ID) : null,
      title: texts.at(rows.get(row, TITLE)) ?? '',
      object: texts.at(rows.get(row, OBJECT)),
      moments: told.sort((a, b) => a.t - b.t),
    }
  }

  return {
    follow(record) {
      // What became of them meanwhile nobody knows, and others may lie at their addresses now.
      if (missingAt(record) > 0) {
        open = []
        countable = false
        early = []
        leading.clear()
        isComing = false
      }
      const able = byName.get('name' in record ? record.name : record.kind)
      if (!able) return
      const by = participantOf(record)
      const program = by === null ? undefined : programs.get(by)
      for (const { pattern, take } of able) if (isLike(record, pattern, program)) take(record, by)
      if (touched.some(isOver)) open = open.filter((row) => !isOver(row))
      if (touched.length > 0) touched = []
    },
    get count() {
      return rows.count
    },
    get underWay() {
      return open.length
    },
    get isComing() {
      return isComing
    },
    at: (index) => (index >= 0 && index < rows.count ? decode(index) : null),
    withId(id) {
      for (let row = rows.count - 1; row >= 0; row -= 1) if (rows.get(row, ID) === id) return decode(row)
      return null
    },
    begunUntil(t) {
      let count = rows.count
      while (count > 0 && rows.get(count - 1, BEGAN) > t) count -= 1
      return count
    },
  }
}

/** One after the other, in the order in which they began: of a long run not all of them fit into memory at once. */
export function* eachOf(exchanges: Exchanges, count = exchanges.count): Generator<Exchange> {
  for (let index = 0; index < count; index += 1) {
    const exchange = exchanges.at(index)
    if (exchange) yield exchange
  }
}

/** All of them, in that order. */
export const allOf = (exchanges: Exchanges): Exchange[] => [...eachOf(exchanges)]

/** What is worth saying of an exchange with these moments. */
export function remarksOn({ remarks = [] }: ExchangePattern, moments: readonly Moment[]): string[] {
  const names = new Set(moments.map(({ name }) => name))
  return remarks
    .filter(({ has, not }) => has.every((name) => names.has(name)) && !names.has(not))
    .map(({ says }) => says)
}
