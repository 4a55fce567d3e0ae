/**
 * How something is packed field by field, and read. Read, each field has the type that the contract gives it, whoever
 * has written the bytes; what is packed by its names, as JSON is, has to be checked.
 */
import type { Parts, ReadParts } from './parts.ts'

/** `T`, once all its fields are named among those that are packed: else this does not compile. */
export type Whole<T, Field> = [Exclude<keyof T, Field>] extends [never] ? T : never

export interface Way<T> {
  readonly tag: number
  /** No method: of one, what it takes would not be compared, and a field that is named nowhere would compile. */
  readonly pack: (parts: Parts, told: T) => void
  readonly unpack: (parts: ReadParts) => T
}
/** By the word in the field that tells what it is; of what is not here there are few. */
export type Ways<T, Field extends keyof T> = {
  readonly [Word in T[Field] & string]?: Way<T & { readonly [Each in Field]: Word }>
}

/** Packs one in the way of its word, or by its names where there is none. */
export function packedBy<T>(
  ways: Readonly<Record<string, unknown>>,
  wordOf: (told: T) => string,
): (parts: Parts, told: T) => void {
  const all = ways as Readonly<Record<string, Way<T> | undefined>>
  return (parts, told) => {
    const way = all[wordOf(told)]
    if (way) {
      parts.flags(way.tag)
      way.pack(parts, told)
    } else parts.any(told)
  }
}

/** By their tags. Nobody reads all: who reads what participants tell is told no records. */
export type Readers = readonly (((parts: ReadParts) => unknown) | undefined)[]

/** Raises an error where two have the same tag. */
export function readersOf(...all: Readonly<Record<string, Pick<Way<unknown>, 'tag' | 'unpack'>>>[]): Readers {
  const readers: Way<unknown>['unpack'][] = []
  for (const { tag, unpack } of all.flatMap((ways) => Object.values(ways))) {
    if (readers[tag]) throw new Error(`The tag ${tag} stands for two things.`)
    readers[tag] = unpack
  }
  return readers
}
