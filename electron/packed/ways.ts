/**
 * How something is packed field by field, and read. Read, each field has the type that the contract gives it, whoever has
 * written the bytes; what is packed by its names, as JSON is, has to be checked.
 */
import type { Parts, ReadParts } from './parts.ts'

export interface Way<T> {
  readonly tag: number
  /** No method: of one, what it takes would not be compared, and a field that is packed nowhere would compile. */
  readonly pack: (parts: Parts, told: T) => void
  readonly unpack: (parts: ReadParts) => T
}
/** By the word in the field that tells what it is; of what is not here there are few. */
export type Ways<T, Field extends keyof T> = {
  readonly [Word in T[Field] & string]?: Way<T & { readonly [Each in Field]: Word }>
}

type Found<T> = Way<T> | undefined

/** Packs one in its way, or by its names where it has none. */
export function packedBy<Field extends string, T extends { readonly [Each in Field]: string }>(
  ways: Ways<T, Field>,
  field: Field,
): (parts: Parts, told: T) => void {
  const all = ways as unknown as Readonly<Record<string, Found<T>>>
  return (parts, told) => {
    const way = all[told[field]]
    if (way) {
      parts.flags(way.tag)
      way.pack(parts, told)
    } else parts.any(told)
  }
}

/** By their tags. Nobody reads all: who reads what participants tell is told no records. */
export type Readers = readonly (((parts: ReadParts) => unknown) | undefined)[]

export function readersOf(...all: Readonly<Record<string, Pick<Way<unknown>, 'tag' | 'unpack'>>>[]): Readers {
  const readers: Way<unknown>['unpack'][] = []
  for (const ways of all) for (const { tag, unpack } of Object.values(ways)) readers[tag] = unpack
  return readers
}
