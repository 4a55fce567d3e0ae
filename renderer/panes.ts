/** How the page is parted, where a person has parted it otherwise: remembered in this browser. */
import { create } from 'zustand'

/** In shares of the whole; null as long as nobody has moved anything. */
export interface Panes {
  /** Of the width: source, picture, state. */
  readonly columns: readonly number[] | null
  /** Of the height of the state: the event, and what is below it. */
  readonly rows: readonly number[] | null
}

export type Parting = keyof Panes

const KEY = 'panes'
const PANES: Readonly<Record<Parting, number>> = { columns: 3, rows: 2 }
const NOBODY_HAS: Panes = { columns: null, rows: null }

const isShares = (value: unknown, count: number): value is readonly number[] =>
  Array.isArray(value) && value.length === count && value.every((each) => Number.isFinite(each) && each > 0)

/** What was remembered; what cannot be used is as if nobody had moved anything. */
export function readPanes(text: string | null): Panes {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    const of = (parting: Parting) => {
      const shares = (value as Partial<Record<Parting, unknown>> | null)?.[parting]
      return isShares(shares, PANES[parting]) ? shares : null
    }
    return { columns: of('columns'), rows: of('rows') }
  } catch {
    return NOBODY_HAS
  }
}

export const usePanes = create<Panes>(() => readPanes(globalThis.localStorage?.getItem(KEY) ?? null))

/** Parts the page in these shares; null as it is by itself. */
export function part(parting: Parting, shares: readonly number[] | null) {
  usePanes.setState({ [parting]: shares })
  globalThis.localStorage?.setItem(KEY, JSON.stringify(usePanes.getState()))
}

/** The sizes, in pixels, when the border behind one of them moves; each keeps at least its `least`. */
export function moved(sizes: readonly number[], index: number, by: number, least: readonly number[]): number[] {
  const room = (at: number) => Math.max(0, (sizes[at] ?? 0) - (least[at] ?? 0))
  const change = Math.min(Math.max(by, -room(index)), room(index + 1))
  return sizes.map((size, at) => (at === index ? size + change : at === index + 1 ? size - change : size))
}

/** In hundredths of the whole. */
export function sharesOf(sizes: readonly number[]): number[] {
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  return sizes.map((size) => Math.round((size / whole) * 10_000) / 100)
}
