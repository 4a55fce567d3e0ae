/** Signals to every process between a person and a run: npm, its shell, the command line, the helper. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { createRandom } from './random.mjs'
import { finishRun, helperOf, leftovers, pause } from './runs.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
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
 * started: alone it ends the command line only. A host outlives the helper of a run.
 */
function ends(/** @type {Attack} */ { command, target, signal }) {
  if (signal === 'SIGINT') return target === 'node'
  return target !== 'helper' || command === 'run'
}

/** Empty for a process that has ended. */
function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const childrenOf = (/** @type {number} */ pid) =>
  read(`/proc/${pid}/task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number)

/** A zombie has ended. */
const isThere = (/** @type {number} */ pid) => /^State:\s+[^ZX]/m.test(read(`/proc/${pid}/status`))

/** From npm down to the command line, which is the last one that has a script of this project as its argument. */
async function chainFrom(/** @type {number} */ npm) {
  for (;;) {
    const chain = [npm]
    for (let [next] = childrenOf(npm); next !== undefined; [next] = childrenOf(next)) {
      chain.push(next)
      if (read(`/proc/${next}/cmdline`).split('\0').includes('dist/cli/cli.js')) return chain
    }
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
 * Starts the command by npm, through a shell that stays in between.
 * @param {Attack} attack
 * @param {string} shell
 */
async function startChain({ command, what }, shell) {
  const [fault] = faults[what]
  const settings = Object.entries(SETTINGS).flatMap(([key, value]) => ['--set', `${key}=${value}`])
  const run = ['request-reply', '--json', ...settings, ...(fault ? ['--fault', fault] : [])]
  const npm = spawn(
    'npm',
    ['run', '--silent', `--script-shell=${shell}`, 'sharemem', '--', command, ...(command === 'run' ? run : [])],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let [printed, said] = ['', '']
  npm.stdout.setEncoding('utf8').on('data', (text) => {
    if (command === 'serve') printed += text
  })
  npm.stderr.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const chain = await chainFrom(npm.pid ?? 0)
  const node = chain.at(-1) ?? 0
  if (command === 'serve') {
    while (!printed.includes('\n')) await pause(5)
    await startThere(/http:\S+/.exec(printed)?.[0] ?? '', fault)
  }
  const helper = await helperOf(node)
  return {
    pids: { npm: chain[0] ?? 0, shell: chain[1] ?? 0, node, helper },
    all: [...chain, helper],
    said: () => said,
  }
}

/**
 * @param {Attack} attack
 * @param {string} shell
 * @param {number} moment in milliseconds after the helper was there
 * @returns {Promise<string[]>} what went wrong
 */
async function attackOne(attack, shell, moment) {
  const { command, what, target, signal, times } = attack
  const { pids, all, said } = await startChain(attack, shell)
  await pause(moment)
  const send = () => isThere(pids[target]) && process.kill(pids[target], signal)
  const start = performance.now()
  send()
  if (times === 2) {
    await pause(SECOND)
    send()
  }
  while (all.some(isThere) && performance.now() - start < LIMIT) await pause(10)

  const wrong = []
  const left = all.filter(isThere)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  if (left.length > 0) wrong.push(`${left.length} of ${all.length} processes still ran after ${LIMIT} ms`)
  if (said().trim().includes('\n') || /\bat .+:\d+/.test(said())) wrong.push(`it said: ${said()}`)
  return wrong.map((it) => `${what} by ${command}, ${signal} to ${target} ${times} times: ${it}`)
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
      wrong.push(...(await attackOne(next.attack, shell, next.moment)))
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, work))
  rmSync(folder, { recursive: true })

  // What a command line leaves that was killed itself, the next one removes.
  await finishRun([], LIMIT)
  const left = leftovers().filter((object) => !before.includes(object))
  if (left.length > 0) wrong.push(`left ${left.join(', ')}`)
  return { attacks: attacks.length, seed, wrong }
}
