/** What packed reports are made of, for those that have a form of their own. */

/** Null, booleans, numbers, strings, and arrays and objects of them. A field that is undefined is left out. */
export type Packable = unknown

/** Writes one after the other. */
export interface Parts {
  /** 0 to 255. */
  flags(value: number): void
  /** 0 to 2^31 - 1. */
  count(value: number): void
  double(value: number): void
  text(value: string): void
  any(value: Packable): void
}

/** Reads them in the same order. */
export interface ReadParts {
  flags(): number
  count(): number
  double(): number
  text(): string
  /** One that an object can have. */
  fieldName(): string
  any(): unknown
}

/** What was read is nothing that was packed: the bytes come from another process. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame'
}
