/** npm test: sets up what the machine lacks, then checks types, style, dead code and behaviour. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provide } from './test-tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const report = join(root, '.cache', 'test-report.json')
const started = Date.now()
const ENDING = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** @returns {Promise<boolean>} whether it succeeded */
function check(/** @type {string} */ title, /** @type {string[]} */ command) {
  console.log(`\n== ${title}`)
  const [script = '', ...args] = command
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  // Whoever ends the tests ends what they have started, which then cleans up after itself.
  const end = () => child.kill('SIGTERM')
  for (const signal of ENDING) process.once(signal, end)
  return new Promise((resolve) => {
    child.on('exit', (status, signal) => {
      for (const each of ENDING) process.off(each, end)
      if (signal) process.exit(1)
      resolve(status === 0)
    })
  })
}

/** @typedef {{ status: string, assertionResults: unknown[] }} Suite */

/** What Vitest counted; a suite that could not be loaded, or no report at all, is one failure. */
function counts() {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const unloaded = testResults.filter(
    (/** @type {Suite} */ { status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded,
    skipped: numPendingTests + (numTodoTests ?? 0),
  }
}

const complete = provide()
mkdirSync(dirname(report), { recursive: true })
rmSync(report, { force: true })

const checks = [
  await check('Types (TypeScript)', ['typescript/bin/tsc', '-b']),
  await check('Style (Biome)', ['@biomejs/biome/bin/biome', 'check', '.']),
  await check('Dead code (knip)', ['knip/bin/knip.js']),
]
const tested = await check('Tests (Vitest)', [
  'vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
])

const { passed, failed, skipped } = counts()
// An error outside of every test fails Vitest without failing a test.
const failures = failed + (failed === 0 && !tested ? 1 : 0) + checks.filter((succeeded) => !succeeded).length
const incomplete = process.env.CI === 'true' && (!complete || skipped > 0)

console.log(`\nTook ${((Date.now() - started) / 60_000).toFixed(1)} minutes.`)
if (!complete) console.log('Not everything could be tested on this machine, as said at the top.')
if (incomplete) console.log('With CI=true, what cannot be tested is a failure.')
console.log(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failures === 0 && passed > 0 && !incomplete ? 0 : 1)
