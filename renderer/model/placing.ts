/** Where rows stand: from top to bottom in the order in which they took effect, evenly spaced. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { countBefore, type Part } from './fold.ts'
import { type Row, rowOf } from './rows.ts'
import { createStartUp, type StartUpView } from './start-up.ts'

export interface PlacedRow extends Row {
  /** Both in pixels; folded into another row, it has no height. */
  readonly y: number
  readonly height: number
}

export const TOP = 14
const heights = { call: 48, minor: 24, mark: 26 } as const
/** Of the row that stands for the start-up. */
export const START_UP = 40

const placeOf = ({ index }: PlacedRow) => index

/** Field by field: there are tens of thousands, and an object that is spread is slow to make and to read. */
function placed(row: Row, y: number, height: number): PlacedRow {
  const { index, participant, weight, label, detail, failed, timedOut, bySystem, effect } = row
  return { index, participant, weight, label, detail, failed, timedOut, bySystem, effect, y, height }
}

export interface Placing extends Part {
  /** In the order of the trace. */
  readonly rows: readonly PlacedRow[]
  /** How many steps the start-up has; none where nothing stands for it. */
  startUp(): number
  /** Chooses how it is told. */
  tell(startUp: StartUpView): void
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
  const startUp = createStartUp()
  let view: StartUpView = 'plain'
  /** Which rows are steps of the start-up. */
  let startUpSteps: number[] = []
  const isStartUp = ({ effect }: Row) => effect < startUp.end
  const heightOf = (row: Row) => (view === 'folded' && isStartUp(row) ? 0 : heights[row.weight])
  const isStep = (row: Row) => row.weight !== 'mark' && isStartUp(row)
  const recount = () => {
    startUpSteps = rows.flatMap((row, at) => (isStep(row) ? at : []))
  }
  const countStartUp = () => (view === 'plain' ? 0 : startUpSteps.length)
  const bottomOf = (row: PlacedRow | undefined) =>
    row ? row.y + row.height : TOP + (countStartUp() > 0 ? START_UP : 0)
  const effectOf = (row: number | undefined) =>
    row === undefined ? Number.NEGATIVE_INFINITY : (rows[row]?.effect ?? 0)

  /** From which place on nobody has said yet where rows stand: of a trace that is out of order, they would move each time. */
  let unplaced = 0
  const moveFrom = (place: number) => {
    unplaced = Math.min(unplaced, place)
  }
  /** Rows move down when one takes effect before them; as a rule it is the last one that does. */
  function settle() {
    let y = bottomOf(rows[order[unplaced - 1] ?? -1])
    for (let next = unplaced; next < order.length; next += 1) {
      const at = order[next] ?? -1
      const row = rows[at]
      if (!row) continue
      const height = heightOf(row)
      if (row.y !== y || row.height !== height) rows[at] = placed(row, y, height)
      y += height
    }
    unplaced = order.length
  }
  /** Behind all that takes effect at the same time or before. */
  function placeFor({ effect }: Row): number {
    let [low, high] = [0, order.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (effectOf(order[middle]) <= effect) low = middle + 1
      else high = middle
    }
    return low
  }
  const settled = () => {
    if (unplaced < order.length) settle()
    return rows
  }
  return {
    get rows() {
      return settled()
    },
    startUp: countStartUp,
    tell(next) {
      if (view === next) return
      view = next
      moveFrom(0)
    },
    take(record: TraceRecord, index: number) {
      const row = rowOf(record, index)
      const [before, first] = [startUp.end, countStartUp()]
      startUp.take(record, index, row)
      if (!row) return
      const at = rows.length
      const place = placeFor(row)
      const isLast = place === order.length && unplaced === place
      rows.push(placed(row, isLast ? bottomOf(rows[order[place - 1] ?? -1]) : TOP, heightOf(row)))
      if (startUp.end !== before) recount()
      else if (isStep(row)) startUpSteps.push(at)
      const last = lowest.at(-1)
      lowest.push(effectOf(last) > row.effect ? (last ?? at) : at)
      order.splice(place, 0, at)
      if (isLast) unplaced = order.length
      if (startUp.end !== before || countStartUp() > 0 !== first > 0) moveFrom(0)
      else if (!isLast) moveFrom(place)
    },
    cut(index) {
      const before = startUp.end
      startUp.cut(index)
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
      const isSame = startUp.end === before && (startUpSteps.at(-1) ?? -1) < left
      if (!isSame) recount()
      moveFrom(isSame ? first : 0)
    },
    height: () => bottomOf(settled()[order.at(-1) ?? -1]),
    bottomAt: (cursor) => bottomOf(settled()[lowest[countBefore(rows, cursor + 1, placeOf) - 1] ?? -1]),
    between(top, bottom) {
      settled()
      const from = countBefore(order, top, (at) => bottomOf(rows[at]))
      const to = countBefore(order, bottom, (at) => rows[at]?.y ?? 0)
      return order.slice(from, to).flatMap((at) => (rows[at]?.height ? rows[at] : []))
    },
    before: (index) => countBefore(rows, index, placeOf),
  }
}
