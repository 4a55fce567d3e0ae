/** npm test: sets up what the machine lacks, then checks types, style, dead code and behaviour. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { apart, canBeApart, LANE, lanes, runLanes } from './lanes.mjs'
import { countsOf, failuresOf, sumOf } from './report.mjs'
import { provide } from './test-tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const cache = join(root, '.cache')
const started = Date.now()
const ENDING = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()

/** Whoever ends the tests, or one part of them, ends all they have started, which then cleans up after itself. */
function endAll() {
  if (children.size === 0) process.exit(1)
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ENDING) process.on(signal, endAll)

/** The command of a script of node_modules. */
const commandOf = (/** @type {string[]} */ [script = '', ...args]) => [
  process.execPath,
  join(root, 'node_modules', script),
  ...args,
]

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 */
async function run([program = '', ...args], env = {}) {
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' })
  children.add(child)
  const [status, signal] = await once(child, 'close')
  children.delete(child)
  if (signal && children.size > 0) endAll()
  return { succeeded: status === 0, signal }
}

/** @returns {Promise<boolean>} whether it succeeded */
async function check(/** @type {string} */ title, /** @type {string[]} */ command) {
  console.log(`\n== ${title}`)
  const { succeeded, signal } = await run(commandOf(command))
  if (signal) process.exit(1)
  return succeeded
}

async function runLane(
  /** @type {import('./lanes.mjs').Lane} */ { projects, makesObjects },
  /** @type {boolean} */ areApart,
) {
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
  const env = { [LANE]: `${projects.join('-')} of ${process.pid}`, TMPDIR: folder, TEMP: folder, TMP: folder }
  const ended = await run(areApart && makesObjects ? apart(command) : command, env)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  return { report, ...ended }
}

async function test() {
  const areApart = canBeApart()
  if (!areApart) {
    console.log('\nOnly root of Linux keeps kernel objects apart: the parts that make some come one after the other.')
  }
  const ended = await runLanes(lanes(), areApart, (lane) => runLane(lane, areApart))
  if (ended.some(({ signal }) => signal)) process.exit(1)
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
