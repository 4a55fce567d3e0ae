/**
 * Exhaustive instead of random: a kill before and after every System V call of either half, and an error from every one
 * of them, on the default and the named scenario. A shim is preloaded that counts the calls and strikes at one of them.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { leftovers } from '../leaks.mjs'
import { cli } from './runs.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const SOURCE = join(root, 'tests', 'soak', 'shim', 'shim.c')
const SHIM = join(root, '.cache', 'shim.so')

const TIMEOUT = 1000
/** Beyond the timeout, in milliseconds: to start, to end who does not end, and to clean up. */
const GRACE = 9000
const scenarios = { default: [], named: ['--set', 'naming=named'] }
const { EPERM, EINTR, EAGAIN, ENOMEM, EACCES, EINVAL, ENOSPC, EIDRM } = constants.errno
/** What each kernel call may answer: no right, not now, no memory, no such thing, no room, that it is just gone ... */
const ERRORS = [EPERM, EINTR, EAGAIN, ENOMEM, EACCES, EINVAL, ENOSPC, EIDRM]
/** A half makes a call more now and then, when the other was faster. */
const MORE = 3

/** Throws where there is no C compiler. */
function buildShim() {
  mkdirSync(dirname(SHIM), { recursive: true })
  const built = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', SHIM, SOURCE, '-ldl'], { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`The shim cannot be built: ${built.error?.message ?? built.stderr}`)
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} shim the shim's own environment
 */
async function run(args, shim = {}, timeout = TIMEOUT) {
  const start = performance.now()
  const env = { ...process.env, ...shim, LD_PRELOAD: SHIM }
  const all = [cli, 'run', 'request-reply', '--json', '--set', `timeout=${timeout}`, ...args]
  const child = spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), 4 * (TIMEOUT + GRACE))
  const [out, said, [status, signal]] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    once(child, 'close'),
  ])
  clearTimeout(timer)
  const [said1, lines] = [Buffer.concat(said).toString(), Buffer.concat(out).toString().trim().split('\n')]
  const last = signal ? {} : JSON.parse(lines.at(-1) || '{}')
  return { status, signal, outcome: last, said: said1, milliseconds: performance.now() - start }
}

/**
 * The same, with what the shim has told.
 * @param {string[]} args
 * @param {Record<string, string>} shim
 */
async function runAndHear(args, shim = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const file = join(folder, 'calls')
  const ended = await run(args, { ...shim, SHAREMEM_SHIM_COUNT: file })
  const told = existsSync(file) ? readFileSync(file, 'utf8') : ''
  rmSync(folder, { recursive: true })
  return { ...ended, told }
}

/** How many calls each half makes. */
async function countCalls(/** @type {string[]} */ args) {
  const { told } = await runAndHear(args)
  return Object.fromEntries([...told.matchAll(/(\w+) (\d+)/g)].map(([, half, calls]) => [half ?? '', Number(calls)]))
}

/** @typedef {{ scenario: string, args: string[], half: string, call: number, what: string }} Strike */

/** @returns {Promise<Strike[]>} every strike there is, in an order that mixes them */
export async function everyStrike() {
  buildShim()
  const strikes = []
  for (const [scenario, args] of Object.entries(scenarios)) {
    for (const [half, calls] of Object.entries(await countCalls(args))) {
      for (let call = 1; call <= calls + MORE; call += 1) {
        for (const what of ['before', 'after', ...ERRORS.map(String)])
          strikes.push({ scenario, args, half, call, what })
      }
    }
  }
  return strikes
}

const nameOf = (/** @type {Strike} */ { scenario, half, call, what }) =>
  `${scenario}, call ${call} of the ${half}, ${Number(what) ? `errno ${what}` : `killed ${what} it`}`

/**
 * @param {readonly Strike[]} strikes
 * @param {number} grace how long a run may take beyond its timeout, in milliseconds
 * @returns {Promise<{ runs: number, struck: number, outcomes: Record<string, number>, wrong: string[] }>}
 */
export async function soakKernelCalls(strikes, grace = GRACE) {
  const before = leftovers()
  const outcomes = /** @type {Record<string, number>} */ ({})
  const wrong = /** @type {string[]} */ ([])
  let struck = 0
  for (const strike of strikes) {
    const { half, call, what } = strike
    const ended = await runAndHear(strike.args, { SHAREMEM_SHIM: `${half} ${call} ${what}` })
    if (ended.told.includes('struck')) struck += 1
    const { outcome, status, signal, said, milliseconds } = ended
    const name = outcome.name ?? (signal ? 'host killed' : `status ${status}`)
    outcomes[name] = (outcomes[name] ?? 0) + 1
    const complain = (/** @type {string} */ about) => wrong.push(`${nameOf(strike)}: ${about}`)
    if (signal && (half === 'server' || Number(what))) complain(`the host was ended by ${signal}`)
    if (!signal && outcome.kind !== 'outcome' && ![1, 2, 3].includes(status)) complain(`no outcome, status ${status}`)
    if (said.trim().split('\n').length > 1 || said.includes('    at ')) complain(`said ${said}`)
    if (milliseconds > TIMEOUT + grace) complain(`took ${Math.round(milliseconds)} ms`)
    // What a host that was killed has left, the next run removes.
    if (signal) {
      const next = await run([], {}, 10_000)
      if (!next.outcome.ok) complain(`the next run ended in ${next.outcome.name}: ${next.outcome.text}`)
    }
    const left = leftovers().filter((object) => !before.includes(object))
    if (left.length > 0) complain(`left ${left.join(', ')}`)
    before.push(...left)
  }
  return { runs: strikes.length, struck, outcomes, wrong }
}
