/** Where in a trace the records of one sort stand, so that none has to be searched for. */
import type { RecordOf } from '../vocabulary/words.ts'
import { countBefore, type Part } from './fold.ts'
import type { Kind } from './kinds.ts'

export interface Places extends Part {
  /** In order; it grows and shrinks with the trace. */
  readonly all: readonly number[]
  /** The first one behind a place, and the last one up to it; undefined where there is none. */
  after(index: number): number | undefined
  upTo(index: number): number | undefined
  /** How many stand up to a place. */
  countUpTo(index: number): number
}

const itself = (place: number) => place

/** Those of the records of some kinds that something holds of. */
export function createPlaces<K extends Kind>(
  kinds: readonly K[],
  holds: (record: RecordOf<K>) => boolean = () => true,
): Places {
  const all: number[] = []
  const countUpTo = (index: number) => countBefore(all, index + 1, itself)
  return {
    kinds,
    all,
    take(record, index) {
      if (holds(record as RecordOf<K>)) all.push(index)
    },
    cut(index) {
      all.length = countBefore(all, index, itself)
    },
    after: (index) => all[countUpTo(index)],
    upTo: (index) => all[countUpTo(index) - 1],
    countUpTo,
  }
}

export interface PlacesByKey extends Part {
  /** Undefined for a key that no record has had yet. */
  of(key: string): Places | undefined
  /** All keys that records have, in the order of their first ones. */
  keys(): string[]
}

/** The same for each key: `keyOf` tells a record's, and null where it has none. */
export function createPlacesByKey<K extends Kind>(
  kinds: readonly K[],
  keyOf: (record: RecordOf<K>) => string | null,
): PlacesByKey {
  const byKey = new Map<string, Places>()
  /** The key of each record that has one, in the order of the trace, so that only those are cut that have to be. */
  const taken: { readonly index: number; readonly places: Places }[] = []
  return {
    kinds,
    take(record, index) {
      const key = keyOf(record as RecordOf<K>)
      if (key === null) return
      const places = byKey.get(key) ?? createPlaces(kinds)
      byKey.set(key, places)
      places.take(record, index)
      taken.push({ index, places })
    },
    cut(index) {
      for (let last = taken.at(-1); last && last.index >= index; last = taken.at(-1)) {
        last.places.cut(last.index)
        taken.pop()
      }
    },
    of: (key) => byKey.get(key),
    keys() {
      const begun = [...byKey].flatMap(
        ([
          key,
          {
            all: [first],
          },
        ]) => (first === undefined ? [] : { key, first }),
      )
      return begun.sort((a, b) => a.first - b.first).map(({ key }) => key)
    },
  }
}
