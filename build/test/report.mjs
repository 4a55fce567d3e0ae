/** What Vitest's JSON report of a run has counted, and what failed in it. */
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion */
/** @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} Suite */

/** Of a message, its stack told below: enough to know where to look. */
const LINES_OF_MESSAGE = 12

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

const hasFailed = (/** @type {{ status: string }} */ { status }) => status === 'failed'

/**
 * What failed, to be read where only the end of a long output is kept.
 * @param {string} report the file
 * @param {string} root the project's folder
 * @returns {string[]} for each failure its file, its name and the beginning of what was said
 */
export function failuresOf(report, root) {
  if (!existsSync(report)) return [`Vitest wrote no ${relative(root, report)}`]
  /** @type {Suite[]} */
  const suites = JSON.parse(readFileSync(report, 'utf8')).testResults
  return suites.filter(hasFailed).flatMap(({ name, message, assertionResults }) => {
    const told = (/** @type {string} */ title, /** @type {string} */ said) =>
      [`${relative(root, name)}: ${title}`, ...linesOf(said)].join('\n    ')
    const tests = assertionResults.filter(hasFailed)
    if (assertionResults.length === 0) return [told('cannot be loaded', message)]
    return tests.map(({ fullName, failureMessages }) => told(fullName, failureMessages.join('\n')))
  })
}

const linesOf = (/** @type {string} */ said) => stripVTControlCharacters(said).split('\n').slice(0, LINES_OF_MESSAGE)
