/** Things that stand from one place in a trace to another, or for good: which of them stand where. */
import { countBefore, type Part } from './fold.ts'

/** So many records apart it is written down what stands. */
const APART = 500

interface Ends<T> {
  readonly first: (thing: T) => number
  /** Null as long as it stands. */
  readonly last: (thing: T) => number | null
}

export interface Spans<T> extends Part {
  /** Those that stand somewhere between two places, in the order of their first ones. */
  between(from: number, to: number): T[]
}

/** Of a list in the order of `first` that follows the same trace, as a part before this one. */
export function createSpans<T>(all: readonly T[], { first, last }: Ends<T>, apart = APART): Spans<T> {
  /** What began before a place, and stands there or longer. */
  const standing: { readonly index: number; readonly things: readonly T[] }[] = []
  const placeOf = ({ index }: { index: number }) => index

  function between(from: number, to: number): T[] {
    const mark = standing[countBefore(standing, from + 1, placeOf) - 1]
    const begun = all.slice(countBefore(all, mark?.index ?? 0, first), countBefore(all, to + 1, first))
    const things = [...(mark?.things ?? []), ...begun]
    return things.filter((thing) => first(thing) <= to && (last(thing) ?? from) >= from)
  }
  return {
    between,
    take(_, index) {
      if (index < (standing.at(-1)?.index ?? 0) + apart) return
      standing.push({ index, things: between(index, index - 1) })
    },
    cut(index) {
      standing.length = countBefore(standing, index, placeOf)
    },
  }
}
