/** Signals to every process between a person and a run: npm, its shell, the command line, the helper. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { helpers, leftovers, pause, read } from '../leaks.mjs'
import { createRandom } from './random.mjs'
import { finishRun } from './runs.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
/** From the first signal on: what a host's patience and npm need, and this machine beside other work. In ms. */
const LIMIT = 15_000
/** Later than what npm passes on of the first. */
const SECOND = 800
/** How many chains there are at a time. */
const ABREAST = 3

/** What runs: it would not end for minutes by itself. */
const faults = {
  'a long run': [],
  'a hung server': ['hang:server@6:600000'],
  'a hung client': ['hang:client@8:600000'],
}
const SETTINGS = { requests: 10_000, timeout: 60_000 }
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'])
const targets = /** @type {const} */ (['npm', 'shell', 'node', 'helper'])

/**
 * @typedef {object} Attack
 * @property {'run' | 'serve'} command
 * @property {keyof typeof faults} what
 * @property {typeof targets[number]} target
 * @property {typeof signals[number]} signal
 * @property {number} times
 */

/** @returns {Attack[]} */
function allAttacks() {
  const whats = /** @type {(keyof typeof faults)[]} */ (Object.keys(faults))
  return /** @type {const} */ (['run', 'serve']).flatMap((command) =>
    whats.flatMap((what) =>
      targets.flatMap((target) =>
        signals.flatMap((signal) => [1, 2].map((times) => ({ command, what, target, signal, times }))),
      ),
    ),
  )
}

/**
 * Ctrl+C goes to all of them at once, so a helper leaves it to its supervisor, and a shell waits for what it has
 * started: alone it ends the command line only. A host outlives the helper of a run, and so does a client that hangs,
 * for as long as its timeout.
 */
function ends(/** @type {Attack} */ { command, what, target, signal }) {
  if (signal === 'SIGINT') return target === 'node'
  return target !== 'helper' || (command === 'run' && what !== 'a hung client')
}

const childrenOf = (/** @type {number} */ pid) =>
  read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number)

/** A zombie has ended. */
const isThere = (/** @type {number} */ pid) => /^State:\s+[^ZX]/m.test(read(`/proc/${pid}/status`))

/** From npm down to the command line, which has the built script as its argument; null as long as it is not there. */
function chainFrom(/** @type {number} */ npm) {
  const chain = [npm]
  for (let [next] = childrenOf(npm); next !== undefined; [next] = childrenOf(next)) {
    chain.push(next)
    if (read(`/proc/${next}/cmdline`).split('\0').includes('dist/cli/cli.js')) return chain
  }
  return null
}

/**
 * @template T
 * @param {string} what
 * @param {() => T | null | undefined} find
 * @returns {Promise<T>} rejects when it does not appear in time
 */
async function waitFor(what, find) {
  const start = performance.now()
  for (;;) {
    const found = find()
    if (found != null) return found
    if (performance.now() - start > LIMIT) throw new Error(`no ${what} has appeared in ${LIMIT} ms`)
    await pause(5)
  }
}

/** Has a host start the run. */
async function startThere(/** @type {string} */ address, /** @type {string | undefined} */ fault) {
  const url = new URL(address)
  const socket = new WebSocket(`ws://${url.host}${url.pathname}contract`, { origin: url.origin })
  socket.on('error', () => {})
  await once(socket, 'open')
  const params = { scenario: 'request-reply', settings: SETTINGS, policy: { mode: 'free' }, fault }
  socket.send(JSON.stringify({ id: 1, method: 'start', params }))
}

/**
 * Starts the command by npm, through a shell that stays in between, all of it in a process group of its own.
 * @param {Attack} attack
 * @param {string} shell
 */
function startNpm({ command, what }, shell) {
  const [fault] = faults[what]
  const settings = Object.entries(SETTINGS).flatMap(([key, value]) => ['--set', `${key}=${value}`])
  const run = ['request-reply', '--json', ...settings, ...(fault ? ['--fault', fault] : [])]
  const npm = spawn(
    'npm',
    ['run', '--silent', `--script-shell=${shell}`, 'sharemem', '--', command, ...(command === 'run' ? run : [])],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  )
  const started = { pid: npm.pid ?? 0, printed: '', said: '' }
  npm.stdout.setEncoding('utf8').on('data', (text) => {
    if (command === 'serve') started.printed += text
  })
  npm.stderr.setEncoding('utf8').on('data', (text) => {
    started.said += text
  })
  return started
}

/**
 * Waits until the run is under way.
 * @param {Attack} attack
 * @param {ReturnType<typeof startNpm>} started
 */
async function untilRunning({ command, what }, started) {
  const chain = await waitFor('command line', () => chainFrom(started.pid))
  const node = chain.at(-1) ?? 0
  if (command === 'serve') {
    const [address] = await waitFor('address', () => /http:\S+(?=.*\n)/.exec(started.printed))
    await startThere(address, faults[what][0])
  }
  const helper = await waitFor('helper', () => helpers().find((pid) => childrenOf(node).includes(pid)))
  return { npm: chain[0] ?? 0, shell: chain[1] ?? 0, node, helper, all: [...chain, helper] }
}

/**
 * @param {Attack} attack
 * @param {ReturnType<typeof startNpm>} started
 * @param {number} moment in milliseconds after the helper was there
 * @returns {Promise<string[]>} what went wrong
 */
async function attackOne(attack, started, moment) {
  const { target, signal, times } = attack
  const pids = await untilRunning(attack, started)
  await pause(moment)
  const send = () => isThere(pids[target]) && process.kill(pids[target], signal)
  const start = performance.now()
  send()
  if (times === 2) {
    await pause(SECOND)
    send()
  }
  while (pids.all.some(isThere) && performance.now() - start < LIMIT) await pause(10)

  const wrong = []
  const left = pids.all.filter(isThere)
  if (left.length > 0) wrong.push(`${left.length} of ${pids.all.length} processes still ran after ${LIMIT} ms`)
  const { said } = started
  if (said.trim().includes('\n') || /\bat .+:\d+/.test(said)) wrong.push(`it said: ${said}`)
  return wrong
}

/** The same, whatever happens, and nothing of it runs any more. */
async function attackAndClear(
  /** @type {Attack} */ attack,
  /** @type {string} */ shell,
  /** @type {number} */ moment,
) {
  const started = startNpm(attack, shell)
  const wrong = await attackOne(attack, started, moment).catch((/** @type {Error} */ error) => [error.message])
  if (wrong.length > 0) killGroup(started.pid)
  const { command, what, target, signal, times } = attack
  return wrong.map((it) => `${what} by ${command}, ${signal} to ${target} ${times} times: ${it}`)
}

function killGroup(/** @type {number} */ leader) {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // All of it has ended.
  }
}

/** npm's shell may hand its process over to the command; this one does not. */
function writeShell(/** @type {string} */ folder) {
  const shell = join(folder, 'shell')
  writeFileSync(shell, '#!/bin/sh\nsh "$@"\nexit $?\n')
  chmodSync(shell, 0o755)
  return shell
}

/**
 * @param {number} most how many of all attacks are tried, in an order of chance
 * @param {number} seed
 * @returns {Promise<{ attacks: number, seed: number, wrong: string[] }>}
 */
export async function soakSignals(most, seed) {
  const random = createRandom(seed)
  const before = leftovers()
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const shell = writeShell(folder)
  const attacks = allAttacks()
    .filter(ends)
    .map((attack) => ({ attack, place: random(1_000_000), moment: random(1000) }))
    .sort((one, other) => one.place - other.place)
    .slice(0, most)
  const waiting = attacks.slice()
  /** @type {string[]} */
  const wrong = []
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      wrong.push(...(await attackAndClear(next.attack, shell, next.moment)))
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, work))
  rmSync(folder, { recursive: true })

  // What a command line leaves that was killed itself, the next one removes.
  await finishRun('request-reply', [], LIMIT)
  const left = leftovers().filter((object) => !before.includes(object))
  if (left.length > 0) wrong.push(`left ${left.join(', ')}`)
  return { attacks: attacks.length, seed, wrong }
}
