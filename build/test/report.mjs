/** What Vitest's JSON report of a run has counted. */
import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ status: string, assertionResults: unknown[] }} Suite */

/**
 * A suite that could not be loaded, no report at all, or an error outside of every test is one failure.
 * @param {string} report the file
 * @param {boolean} succeeded whether Vitest did
 * @returns {Counts}
 */
export function countsOf(report, succeeded) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const unloaded = testResults.filter(
    (/** @type {Suite} */ { status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = numFailedTests + unloaded
  return {
    passed: numPassedTests,
    failed: failed === 0 && !succeeded ? 1 : failed,
    skipped: numPendingTests + (numTodoTests ?? 0),
  }
}

/** @param {Counts[]} all */
export const sumOf = (all) =>
  all.reduce((sum, { passed, failed, skipped }) => ({
    passed: sum.passed + passed,
    failed: sum.failed + failed,
    skipped: sum.skipped + skipped,
  }))
