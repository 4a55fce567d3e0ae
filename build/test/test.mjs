/** npm test: sets up what the machine lacks, then checks types, style, dead code and behaviour. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LANE, lanes } from './lanes.mjs'
import { countsOf, sumOf } from './report.mjs'
import { provide } from './test-tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const cache = join(root, '.cache')
const started = Date.now()
const ENDING = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a script of node_modules, within another command where one is named.
 * @param {string[]} command
 * @param {{ within?: string[], env?: NodeJS.ProcessEnv, watched?: boolean }} [options]
 * @returns {Promise<{ succeeded: boolean, signal: NodeJS.Signals | null, output: string }>} the output of one that is
 *   not watched
 */
async function run([script = '', ...args], { within = [], env = {}, watched = true } = {}) {
  const [program = '', ...rest] = [...within, process.execPath, join(root, 'node_modules', script), ...args]
  const stdio = watched ? 'inherit' : 'pipe'
  const child = spawn(program, rest, { cwd: root, env: { ...process.env, ...env }, stdio })
  // Whoever ends the tests ends what they have started, which then cleans up after itself.
  const end = () => child.kill('SIGTERM')
  for (const signal of ENDING) process.on(signal, end)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  const [status, signal] = await once(child, 'close')
  for (const each of ENDING) process.off(each, end)
  return { succeeded: status === 0, signal, output }
}

/** @returns {Promise<boolean>} whether it succeeded */
async function check(/** @type {string} */ title, /** @type {string[]} */ command) {
  console.log(`\n== ${title}`)
  const { succeeded, signal } = await run(command)
  if (signal) process.exit(1)
  return succeeded
}

async function runLane(
  /** @type {import('./lanes.mjs').Lane} */ { projects, within },
  /** @type {boolean} */ watched,
) {
  const report = join(cache, `test-report-${projects.join('-')}.json`)
  rmSync(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = ['vitest/vitest.mjs', 'run', ...projects.map((project) => `--project=${project}`), ...reporters]
  // What one lane leaves behind is not found by another.
  const folder = mkdtempSync(join(tmpdir(), 'lane-'))
  const env = { [LANE]: `${projects.join('-')} of ${process.pid}`, TMPDIR: folder, TEMP: folder, TMP: folder }
  const ended = await run(command, { within, env, watched })
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  return { projects, report, ...ended }
}

/** All of them beside each other; what the first one prints is seen at once, and what the others print after that. */
async function test() {
  console.log('\n== Tests (Vitest)')
  const running = lanes().map((lane, index) => runLane(lane, index === 0))
  const ended = await Promise.all(running)
  for (const { projects, output } of ended.slice(1))
    console.log(`\n== Tests (Vitest): ${projects.join(', ')}\n${output}`)
  if (ended.some(({ signal }) => signal)) process.exit(1)
  return sumOf(ended.map(({ report, succeeded }) => countsOf(report, succeeded)))
}

const complete = provide()
mkdirSync(cache, { recursive: true })

const checks = [
  await check('Types (TypeScript)', ['typescript/bin/tsc', '-b']),
  await check('Style (Biome)', ['@biomejs/biome/bin/biome', 'check', '.']),
  await check('Dead code (knip)', ['knip/bin/knip.js']),
]
const { passed, failed, skipped } = await test()
const failures = failed + checks.filter((succeeded) => !succeeded).length
const incomplete = process.env.CI === 'true' && (!complete || skipped > 0)

console.log(`\nTook ${((Date.now() - started) / 60_000).toFixed(1)} minutes.`)
if (!complete) console.log('Not everything could be tested on this machine, as said at the top.')
if (incomplete) console.log('With CI=true, what cannot be tested is a failure.')
console.log(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failures === 0 && passed > 0 && !incomplete ? 0 : 1)
