/** Programs that `npm test` runs, which end with it and with each other. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const ENDING = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Who hears a signal and then ends by itself, as Vitest does, says so by its exit status.
 * @returns {string | null}
 */
function signalOf(/** @type {number} */ status) {
  const [name = null] = Object.entries(constants.signals).find(([, number]) => status === 128 + number) ?? []
  return name
}

/**
 * Of programs with the same `together`, one that is ended by a signal ends the others.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function run([program = '', ...args], env = {}, together = new AbortController()) {
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' })
  // Whoever ends the tests ends what they have started, which then cleans up after itself.
  /** @type {NodeJS.Signals | null} */
  let ended = null
  const end = () => {
    ended = 'SIGTERM'
    child.kill(ended)
  }
  for (const signal of ENDING) process.on(signal, end)
  together.signal.addEventListener('abort', end)
  const [status, killed] = await once(child, 'close')
  for (const each of ENDING) process.off(each, end)
  together.signal.removeEventListener('abort', end)
  const signal = killed ?? ended ?? signalOf(status)
  if (signal) together.abort()
  return { succeeded: status === 0, signal }
}
