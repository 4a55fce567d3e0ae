/** Runs of the built command line, and what they may leave behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
export const cli = join(root, 'dist', 'cli', 'cli.js')

/**
 * Starts a run whose trace goes to `onTrace`, in pieces.
 * @param {string} scenario
 * @param {string[]} args
 * @param {(text: string) => void} onTrace
 * @param {string[]} options of Node
 */
export function startRun(scenario, args, onTrace = () => {}, options = []) {
  const child = spawn(process.execPath, [...options, cli, 'run', scenario, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.setEncoding('utf8').on('data', onTrace)
  return { child, ended: once(child, 'close') }
}

/**
 * Hands over the trace line by line, of which it keeps none: one of a long run is longer than a string may be.
 * @param {(line: string) => void} onLine
 */
function byLine(onLine) {
  let rest = ''
  return (/** @type {string} */ text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(onLine)
  }
}

/**
 * One run to its end, or until it has taken too long and is ended. `printed` is what its programs have printed.
 * @param {string} scenario
 * @param {string[]} args
 * @param {number} limit in milliseconds
 */
export async function finishRun(scenario, args, limit) {
  let last = '{}'
  /** @type {string[]} */
  const printed = []
  const start = performance.now()
  const follow = byLine((line) => {
    last = line
    if (line.startsWith('{"kind":"output"')) printed.push(JSON.parse(line).text)
  })
  const { child, ended } = startRun(scenario, args, follow)
  const timer = setTimeout(() => child.kill('SIGKILL'), limit)
  const [status] = await ended
  clearTimeout(timer)
  return { status, outcome: JSON.parse(last), printed, milliseconds: performance.now() - start }
}
