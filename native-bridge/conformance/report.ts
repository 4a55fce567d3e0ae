/** What the runner without Vitest writes for each test, as one line of JSON. */
export interface TestReport {
  readonly name: string
  /** The error with its stack; null when the test passed. */
  readonly error: string | null
}
