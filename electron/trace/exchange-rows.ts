/**
 * Rows of numbers. There may be ten thousand exchanges in a run: as objects, scattered over the heap, they would keep
 * all of its pages.
 */

/** How many rows lie together. */
const BLOCK = 256

export interface Rows {
  readonly count: number
  /** Returns the new row's index; each of its columns is NaN. */
  add(): number
  get(row: number, column: number): number
  set(row: number, column: number, value: number): void
}

export function createRows(columns: number): Rows {
  const blocks: Float64Array[] = []
  let count = 0
  const blockOf = (row: number) => blocks[Math.floor(row / BLOCK)]
  const placeOf = (row: number, column: number) => (row % BLOCK) * columns + column
  return {
    get count() {
      return count
    },
    add() {
      if (count % BLOCK === 0) blocks.push(new Float64Array(BLOCK * columns).fill(Number.NaN))
      count += 1
      return count - 1
    },
    get: (row, column) => blockOf(row)?.[placeOf(row, column)] ?? Number.NaN,
    set(row, column, value) {
      const block = blockOf(row)
      if (block) block[placeOf(row, column)] = value
    },
  }
}

/** Texts by numbers, each kept once. */
export interface Texts {
  /** The text's number: a new one for a new text. */
  numberOf(text: string): number
  /** NaN for a text that has none. */
  find(text: string): number
  at(number: number): string | null
}

export function createTexts(): Texts {
  const numbers = new Map<string, number>()
  const texts: string[] = []
  return {
    find: (text) => numbers.get(text) ?? Number.NaN,
    numberOf(text) {
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, texts.length)
      return texts.push(text) - 1
    },
    at: (number) => texts[number] ?? null,
  }
}
