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
 */
export function startRun(scenario, args, onTrace = () => {}) {
  const child = spawn(process.execPath, [cli, 'run', scenario, '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.setEncoding('utf8').on('data', onTrace)
  return { child, ended: once(child, 'close') }
}

/**
 * One run to its end, or until it has taken too long and is ended.
 * @param {string} scenario
 * @param {string[]} args
 * @param {number} limit in milliseconds
 */
export async function finishRun(scenario, args, limit) {
  let trace = ''
  const start = performance.now()
  const { child, ended } = startRun(scenario, args, (text) => {
    trace += text
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), limit)
  const [status] = await ended
  clearTimeout(timer)
  const outcome = JSON.parse(trace.trim().split('\n').at(-1) || '{}')
  return { status, outcome, milliseconds: performance.now() - start }
}
