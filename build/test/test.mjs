/** npm test: sets up what the machine lacks, then checks types, style, dead code and behaviour. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LANE, turns } from './lanes.mjs'
import { countsOf, failuresOf, sumOf } from './report.mjs'
import { provide } from './test-tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const cache = join(root, '.cache')
const started = Date.now()
const ENDING = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a script of node_modules.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 */
async function run([script = '', ...args], env = {}) {
  const command = [join(root, 'node_modules', script), ...args]
  const child = spawn(process.execPath, command, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' })
  // Whoever ends the tests ends what they have started, which then cleans up after itself.
  const end = () => child.kill('SIGTERM')
  for (const signal of ENDING) process.on(signal, end)
  const [status, signal] = await once(child, 'close')
  for (const each of ENDING) process.off(each, end)
  return { succeeded: status === 0, signal }
}

/** @returns {Promise<boolean>} whether it succeeded */
async function check(/** @type {string} */ title, /** @type {string[]} */ command) {
  console.log(`\n== ${title}`)
  const { succeeded, signal } = await run(command)
  if (signal) process.exit(1)
  return succeeded
}

async function runLane(/** @type {import('./lanes.mjs').Lane} */ projects) {
  const report = join(cache, `test-report-${projects.join('-')}.json`)
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = ['vitest/vitest.mjs', 'run', ...projects.map((project) => `--project=${project}`), ...reporters]
  // What one lane leaves behind is not found by another.
  const folder = mkdtempSync(join(tmpdir(), 'lane-'))
  // Some tests run programs as another user.
  chmodSync(folder, 0o1777)
  const env = { [LANE]: `${projects.join('-')} of ${process.pid}`, TMPDIR: folder, TEMP: folder, TMP: folder }
  const ended = await run(command, env)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  return { report, ...ended }
}

async function test() {
  const ended = []
  for (const lanes of turns()) {
    console.log(`\n== Tests (Vitest): ${lanes.map((projects) => projects.join(', ')).join('; beside them ')}`)
    ended.push(...(await Promise.all(lanes.map(runLane))))
    if (ended.some(({ signal }) => signal)) process.exit(1)
  }
  const reports = ended.map(({ report, succeeded }) => countsOf(report, succeeded))
  return { ...sumOf(reports), failures: ended.flatMap(({ report }) => failuresOf(report, root)) }
}

const complete = provide()
mkdirSync(cache, { recursive: true })

const checks = [
  await check('Types (TypeScript)', ['typescript/bin/tsc', '-b']),
  await check('Style (Biome)', ['@biomejs/biome/bin/biome', 'check', '.']),
  await check('Dead code (knip)', ['knip/bin/knip.js']),
]
const { passed, failed: failedTests, skipped, failures } = await test()
const failed = failedTests + checks.filter((succeeded) => !succeeded).length
const incomplete = process.env.CI === 'true' && (!complete || skipped > 0)

for (const failure of failures) console.log(`\n× ${failure}`)
console.log(`\nTook ${((Date.now() - started) / 60_000).toFixed(1)} minutes.`)
if (!complete) console.log('Not everything could be tested on this machine, as said at the top.')
if (incomplete) console.log('With CI=true, what cannot be tested is a failure.')
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 && passed > 0 && !incomplete ? 0 : 1)
