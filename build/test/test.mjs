/** npm test: sets up what the machine lacks, then checks types, style, dead code and behaviour. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { apart, canBeApart, endLane, LANE, lanes, runLanes } from './lanes.mjs'
import { countsOf, failuresOf, sumOf } from './report.mjs'
import { run } from './run.mjs'
import { provide } from './test-tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const cache = join(root, '.cache')
const started = Date.now()

/** The command of a script of node_modules. */
const commandOf = (/** @type {string[]} */ [script = '', ...args]) => [
  process.execPath,
  join(root, 'node_modules', script),
  ...args,
]

/** @returns {Promise<boolean>} whether it succeeded */
async function check(/** @type {string} */ title, /** @type {string[]} */ command) {
  console.log(`\n== ${title}`)
  const { succeeded, signal } = await run(commandOf(command))
  if (signal) process.exit(1)
  return succeeded
}

/**
 * @param {import('./lanes.mjs').Lane} lane
 * @param {boolean} areApart
 * @param {AbortController} together ends all lanes, once somebody has ended one
 */
async function runLane({ projects, makesObjects }, areApart, together) {
  console.log(`\n== Tests (Vitest): ${projects.join(', ')}`)
  const report = join(cache, `test-report-${projects.join('-')}.json`)
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const chosen = projects.map((project) => `--project=${project}`)
  const command = commandOf(['vitest/vitest.mjs', 'run', ...chosen, ...reporters])
  // What one lane leaves behind is not found by another.
  const folder = mkdtempSync(join(tmpdir(), 'lane-'))
  // Some tests run programs as another user.
  chmodSync(folder, 0o1777)
  const lane = `${projects.join('-')} of ${process.pid}`
  const env = { [LANE]: lane, TMPDIR: folder, TEMP: folder, TMP: folder }
  const ended = await run(areApart && makesObjects ? apart(command) : command, env, together)
  await endLane(lane)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  return { report, ...ended }
}

async function test() {
  const areApart = canBeApart()
  if (!areApart) {
    console.log('\nHere no namespaces can be made: the parts that make kernel objects come one after the other.')
  }
  const together = new AbortController()
  const ended = await runLanes(lanes(), areApart, (lane) => runLane(lane, areApart, together))
  if (ended.some(({ signal }) => signal)) process.exit(1)
  const reports = ended.map(({ report, succeeded }) => countsOf(report, succeeded))
  return { ...sumOf(reports), failures: ended.flatMap(({ report }) => failuresOf(report, root)) }
}

// It is fetched and unpacked beside what needs none of it.
const providing = provide()
mkdirSync(cache, { recursive: true })

const checks = [
  await check('Types (TypeScript)', ['typescript/bin/tsc', '-b']),
  await check('Style (Biome)', ['@biomejs/biome/bin/biome', 'check', '.']),
  await check('Dead code (knip)', ['knip/bin/knip.js']),
]
const complete = await providing
const { passed, failed: failedTests, skipped, failures } = await test()
const failed = failedTests + checks.filter((succeeded) => !succeeded).length
const incomplete = process.env.CI === 'true' && (!complete || skipped > 0)

for (const failure of failures) console.log(`\n× ${failure}`)
console.log(`\nTook ${((Date.now() - started) / 60_000).toFixed(1)} minutes.`)
if (!complete) console.log('Not everything could be tested on this machine, as said before the tests.')
if (incomplete) console.log('With CI=true, what cannot be tested is a failure.')
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed === 0 && passed > 0 && !incomplete ? 0 : 1)
