/**
 * What packed values are made of: what JSON says in four times as many bytes, without the names that come again and again.
 * A string or the names of an object's fields are spelt out once and get a number; later the number stands for them.
 * Packed and unpacked in one order, so both sides count alike.
 */

/** What stands before each value. */
export const TAG = {
  null: 0,
  false: 1,
  true: 2,
  /** A whole number from 0 to 2^28 - 1. */
  whole: 3,
  /** Any other number. */
  double: 4,
  /** A string that gets the next number. */
  newString: 5,
  /** One that gets none. */
  string: 6,
  knownString: 7,
  /** The names of an object's fields, which get the next number; the values follow. */
  newObject: 8,
  knownObject: 9,
  array: 10,
  /** All strings and names are forgotten. */
  forget: 11,
  /** What is told most is packed field by field: as its participant tells it (told.ts), and as the trace does (records.ts). */
  callEvent: 12,
  callRecord: 13,
  messageEvent: 14,
  messageRecord: 15,
  usage: 16,
  count: 17,
  dataEvent: 18,
  dataRecord: 19,
  objectEvent: 20,
  objectRecord: 21,
  syncEvent: 22,
  syncRecord: 23,
  halted: 24,
  blocked: 25,
  timerStart: 26,
  timerStop: 27,
} as const

/** Each frame begins with its length in bytes, 32 bits. */
export const FRAME_HEADER = 4

/** The largest number that is packed as a count. */
export const MOST_COUNTED = 2 ** 31 - 1

/** Null, booleans, numbers, strings, and arrays and objects of them. A field that is undefined is left out. */
export type Packable = unknown

/** Writes one after the other. */
export interface Parts {
  /** 0 to 255. */
  flags(value: number): void
  /** 0 to 2^31 - 1. */
  count(value: number): void
  double(value: number): void
  /** Any number; those that are mostly small and whole take a few bytes. */
  number(value: number): void
  text(value: string): void
  any(value: Packable): void
}

/** Reads them in the same order. */
export interface ReadParts {
  flags(): number
  count(): number
  double(): number
  number(): number
  text(): string
  /** One that an object can have. */
  fieldName(): string
  any(): unknown
}

/** What was read is nothing that was packed: the bytes come from another process. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame'
}

/** The word of a field that has one of a few, by its place among them. */
export function oneOf<T>(words: readonly T[], place: number): T {
  const word = words[place]
  if (word === undefined) throw new BadFrame('a field has none of its words')
  return word
}

const HEXADECIMAL = /^0x[0-9A-F]+$/

/** An address or a handle, as the contract writes them: whoever reads it here does without the contract's own checks. */
export function hexadecimal(parts: ReadParts): string {
  const value = parts.text()
  if (!HEXADECIMAL.test(value)) throw new BadFrame('an address or a handle is none')
  return value
}
