/** Bad input, as a sentence that names it and says what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The machine cannot do it, as a sentence that says what is missing. */
export class MissingError extends Error {
  override readonly name = 'MissingError'
}
