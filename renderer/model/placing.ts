/** Where rows stand: from top to bottom in the order in which they took effect, evenly spaced. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { countBefore, type Part } from './fold.ts'
import { type Row, rowOf } from './rows.ts'

export interface PlacedRow extends Row {
  /** Both in pixels. */
  readonly y: number
  readonly height: number
}

export const TOP = 14
const heights = { call: 48, minor: 24, mark: 26 } as const

const bottomOf = (row: PlacedRow | undefined) => (row ? row.y + row.height : TOP)
const placeOf = ({ index }: PlacedRow) => index

export interface Placing extends Part {
  /** In the order of the trace. */
  readonly rows: readonly PlacedRow[]
  /** Of all of them. */
  height(): number
  /** The bottom of the lowest of those up to a place in the trace. */
  bottomAt(cursor: number): number
  /** Those between two heights, from top to bottom. */
  between(top: number, bottom: number): PlacedRow[]
  /** How many stand before a place in the trace. */
  before(index: number): number
}

export function createPlacing(): Placing {
  const rows: PlacedRow[] = []
  /** For each row, which of those up to it took effect last. */
  const lowest: number[] = []
  /** Which rows stand from top to bottom. */
  const order: number[] = []
  const effectOf = (row: number | undefined) =>
    row === undefined ? Number.NEGATIVE_INFINITY : (rows[row]?.effect ?? 0)

  /** Rows move down when one takes effect before them; as a rule it is the last one that does. */
  function placeFrom(place: number) {
    let y = bottomOf(rows[order[place - 1] ?? -1])
    for (const at of order.slice(place)) {
      const row = rows[at]
      if (!row) continue
      if (row.y !== y) rows[at] = { ...row, y }
      y += row.height
    }
  }
  return {
    rows,
    take(record: TraceRecord, index: number) {
      const row = rowOf(record, index)
      if (!row) return
      const at = rows.length
      rows.push({ ...row, y: -1, height: heights[row.weight] })
      const before = lowest.at(-1)
      lowest.push(effectOf(before) > row.effect ? (before ?? at) : at)
      let place = order.length
      while (place > 0 && effectOf(order[place - 1]) > row.effect) place -= 1
      order.splice(place, 0, at)
      placeFrom(place)
    },
    cut(index) {
      const left = countBefore(rows, index, placeOf)
      let [first, gone] = [order.length, rows.length - left]
      if (gone === 0) return
      rows.length = left
      lowest.length = left
      // What came last stands last, or not far above.
      while (gone > 0) {
        first -= 1
        if ((order[first] ?? left) >= left) gone -= 1
      }
      const rest = order.splice(first).filter((at) => at < left)
      order.push(...rest)
      placeFrom(first)
    },
    height: () => bottomOf(rows[order.at(-1) ?? -1]),
    bottomAt: (cursor) => bottomOf(rows[lowest[countBefore(rows, cursor + 1, placeOf) - 1] ?? -1]),
    between(top, bottom) {
      const from = countBefore(order, top, (at) => bottomOf(rows[at]))
      const to = countBefore(order, bottom, (at) => rows[at]?.y ?? 0)
      return order.slice(from, to).flatMap((at) => rows[at] ?? [])
    },
    before: (index) => countBefore(rows, index, placeOf),
  }
}
