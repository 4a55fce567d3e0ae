/** Runs of the built command line, and what they may leave behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const cli = join(root, 'dist', 'cli', 'cli.js')

/** Starts a run whose trace goes to `onTrace`, in pieces. */
export function startRun(/** @type {string[]} */ args, /** @type {(text: string) => void} */ onTrace = () => {}) {
  const child = spawn(process.execPath, [cli, 'run', 'request-reply', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.setEncoding('utf8').on('data', onTrace)
  return { child, ended: once(child, 'close') }
}

/**
 * One run to its end, or until it has taken too long and is ended.
 * @param {string[]} args
 * @param {number} limit in milliseconds
 */
export async function finishRun(args, limit) {
  let trace = ''
  const start = performance.now()
  const { child, ended } = startRun(args, (text) => {
    trace += text
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), limit)
  const [status] = await ended
  clearTimeout(timer)
  const outcome = JSON.parse(trace.trim().split('\n').at(-1) || '{}')
  return { status, outcome, milliseconds: performance.now() - start }
}

/** The System V objects and shared memory files there are, and the helpers of this checkout. */
export function leftovers() {
  if (process.platform !== 'linux') return []
  const objects = ['shm', 'msg', 'sem'].flatMap((kind) =>
    readFileSync(`/proc/sysvipc/${kind}`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => `${kind} ${row.trim().split(/\s+/).slice(0, 2).join(' ')}`),
  )
  return [...objects, ...readdirSync('/dev/shm'), ...helpers().map((pid) => `process ${pid}`)]
}

/** The processes that have such an argument on their command lines. */
const processesWith = (/** @type {(argument: string) => boolean} */ matches) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/cmdline`).split('\0').some(matches))
    .map(Number)

const folder = join(root, 'dist', 'participant')
export const helpers = () => processesWith((argument) => argument === join(folder, 'helper.cjs'))

/** The same inside Wine, and whatever else runs there of this checkout. */
export const helpersInWine = () => {
  const app = `Z:${join(root, '.cache', 'wine', 'app')}`.replaceAll('/', '\\')
  return processesWith((argument) => argument.replaceAll('/', '\\').startsWith(app))
}

/** The helper that a process has started, as soon as there is one. */
export async function helperOf(/** @type {number} */ parent) {
  for (;;) {
    const found = helpers().find((pid) => read(`/proc/${pid}/status`).includes(`PPid:\t${parent}\n`))
    if (found !== undefined) return found
    await pause(5)
  }
}

export const pause = (/** @type {number} */ milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Empty for a process that has ended since it was listed. */
function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
