/** The geometry of the lifelines, in pixels; nothing here draws. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import type { Flight } from '../../electron/trace/flights.ts'
import { knownFlights } from './flights.ts'
import { objectsOf, type SharedObject } from './objects.ts'
import { type Row, rowsOf } from './rows.ts'

export interface PlacedRow extends Row {
  readonly y: number
  readonly height: number
}

/** An object's life on the kernel's lifeline, in one of the columns beside each other. */
export interface Band {
  readonly object: SharedObject
  readonly column: number
  readonly top: number
  /** Where it was destroyed; null while it lives. */
  readonly bottom: number | null
  readonly counts: readonly { readonly y: number; readonly usage: number }[]
}

/** What ties an object to a participant for as long as it holds it. */
export interface Tether {
  readonly participant: string
  readonly column: number
  readonly top: number
  readonly bottom: number | null
}

export interface Arrow {
  readonly flight: Flight
  readonly from: string
  readonly to: string | null
  readonly start: number
  /** Null while the message waits in the queue. */
  readonly end: number | null
}

/** A Give reaches into the other process before it returns. */
export interface Gift {
  readonly column: number
  readonly from: string
  readonly to: string
  readonly y: number
}

export interface Layout {
  readonly rows: readonly PlacedRow[]
  readonly bands: readonly Band[]
  readonly tethers: readonly Tether[]
  readonly arrows: readonly Arrow[]
  readonly gifts: readonly Gift[]
  readonly columns: number
  readonly height: number
}

const TOP = 14
const heights = { call: 48, minor: 24, mark: 26 } as const

/** From top to bottom in the order in which they took effect; returned in the order of the trace. */
function place(rows: Row[]): PlacedRow[] {
  let y = TOP
  const placed = rows
    .toSorted((a, b) => a.effect - b.effect)
    .map((row) => {
      const height = heights[row.weight]
      y += height
      return { ...row, y: y - height, height }
    })
  return placed.sort((a, b) => a.index - b.index)
}

/** Finds where a record is drawn: in its own row, or in the next one of its participant. */
function createFinder(rows: readonly PlacedRow[]) {
  const firstAt = (index: number) => {
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((rows[middle]?.index ?? 0) < index) low = middle + 1
      else high = middle
    }
    return low
  }
  return (index: number, participant: string | null): PlacedRow | undefined => {
    for (let at = firstAt(index); at < rows.length; at += 1) {
      if (participant === null || rows[at]?.participant === participant) return rows[at]
    }
    return rows.at(-1)
  }
}
type Finder = ReturnType<typeof createFinder>

/** Beside a row's name: bands start, end and change there. */
const anchor = (row: PlacedRow | undefined) => (row ? row.y + 20 : TOP)
/** Below what is written at a row: messages and gifts leave there. */
const departure = (row: PlacedRow | undefined) => (row ? row.y + row.height - 7 : TOP)
/** Above what is written at a row: messages arrive there. */
const arrival = (row: PlacedRow | undefined) => (row ? row.y + 6 : TOP)

/** The first column that no living object occupies. */
function columnsOf(objects: SharedObject[]): number[] {
  const busy: (number | null)[] = []
  return objects.map(({ first, last }) => {
    const free = busy.findIndex((until) => until !== null && until < first)
    const column = free < 0 ? busy.length : free
    busy[column] = last
    return column
  })
}

function bandOf(object: SharedObject, column: number, find: Finder, records: readonly TraceRecord[]): Band {
  const rowAt = (index: number) => find(index, callerOf(records, index))
  const counts = object.counts
    .filter(({ usage }, index) => usage !== object.counts[index - 1]?.usage)
    .map(({ index, usage }) => ({ y: anchor(rowAt(index)), usage }))
  return {
    object,
    column,
    top: anchor(rowAt(object.first)),
    bottom: object.last === null ? null : anchor(rowAt(object.last)),
    counts,
  }
}

/** A count is recorded inside the call that changed it: the next call on that object. */
function callerOf(records: readonly TraceRecord[], index: number): string | null {
  const count = records[index]
  if (count?.kind !== 'count') return null
  for (let at = index + 1; at < records.length; at += 1) {
    const record = records[at]
    if (record?.kind === 'call' && record.object === count.object && record.start <= count.t)
      return record.participant
  }
  return null
}

function tethersOf(object: SharedObject, column: number, find: Finder, records: readonly TraceRecord[]): Tether[] {
  const held = new Map<string, number>()
  const tethers: Tether[] = []
  for (const { index, holders } of object.counts) {
    const y = anchor(find(index, callerOf(records, index)))
    for (const holder of holders) if (!held.has(holder)) held.set(holder, y)
    for (const [participant, top] of held) {
      if (holders.includes(participant)) continue
      tethers.push({ participant, column, top, bottom: y })
      held.delete(participant)
    }
  }
  const bottom = object.last === null ? null : anchor(find(object.last, null))
  for (const [participant, top] of held) tethers.push({ participant, column, top, bottom })
  return tethers
}

function giftsOf(records: readonly TraceRecord[], bands: Band[], rows: readonly PlacedRow[]): Gift[] {
  const pids = new Map(
    records.flatMap((record) => (record.kind === 'process' ? [[record.pid, record.participant] as const] : [])),
  )
  return rows.flatMap((row) => {
    const record = records[row.index]
    if (record?.kind !== 'call' || record.name !== 'DosGiveSharedMem' || record.result.code !== 0) return []
    const band = bands.findLast(
      ({ object }) =>
        object.address === record.object && object.first <= row.index && (object.last ?? row.index) >= row.index,
    )
    const to = pids.get(Number(record.args.pid))
    return band && to ? [{ column: band.column, from: record.participant, to, y: departure(row) }] : []
  })
}

/** Rows in the order of the trace, evenly spaced: time is written beside them, not drawn to scale. */
export function layOut(records: readonly TraceRecord[]): Layout {
  const rows = place(rowsOf(records))
  const find = createFinder(rows)
  const objects = objectsOf(records)
  const columns = columnsOf(objects)
  const bands = objects.map((object, index) => bandOf(object, columns[index] ?? 0, find, records))
  const arrows = knownFlights(records).map((flight) => ({
    flight,
    from: flight.message.participant,
    to: flight.to,
    start: departure(find(flight.posted, flight.message.participant)),
    end: flight.received === null ? null : arrival(find(flight.received, flight.to)),
  }))
  return {
    rows,
    bands,
    arrows,
    tethers: objects.flatMap((object, index) => tethersOf(object, columns[index] ?? 0, find, records)),
    gifts: giftsOf(records, bands, rows),
    columns: Math.max(1, ...columns.map((column) => column + 1)),
    height: rows.reduce((height, row) => height + row.height, TOP),
  }
}

/** Where the now line runs: below the last row at the cursor. */
export function nowAt({ rows, height }: Layout, cursor: number | null): number {
  if (cursor === null) return height
  return rows.reduce((now, row) => (row.index <= cursor ? Math.max(now, row.y + row.height) : now), TOP)
}
