/** Runs a script with Windows' node.exe under Wine. */
import { spawn } from 'node:child_process'
import { environment, paths, prepareWine } from './prepare.mjs'

/** A terminal's own interrupt reaches the program in Wine as well. */
const ENDING = /** @type {const} */ (['SIGTERM', 'SIGHUP'])

/** A path of this machine as Windows programs under Wine know it: Z: is the root. */
export const windowsPath = (/** @type {string} */ path) => `Z:${path.replaceAll('/', '\\')}`

/**
 * Starts `script` (a path of this machine) with `args`. Its standard output is of no use: a pipe fails there.
 * @param {string} script
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, errors?: number | 'ignore' }} [options] `errors`: the open file for standard error
 */
export function startInWine(script, args, { env = {}, errors = 'ignore' } = {}) {
  const wine = prepareWine()
  return spawn(wine, [paths.node, windowsPath(script), ...args], {
    cwd: paths.app,
    env: { ...environment, ...env },
    stdio: ['ignore', 'ignore', errors],
  })
}

/**
 * The same, to its end. Resolves to the exit code; null when a signal ended it.
 * @param {string} script
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, errors?: number, timeout?: number, endsWithUs?: boolean }} [options]
 * @returns {Promise<number | null>}
 */
export function runInWine(script, args, { timeout, endsWithUs = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = startInWine(script, args, options)
    // The only signal of which Windows' programs learn something under Wine, and end in good order.
    const end = () => child.kill('SIGINT')
    if (endsWithUs) for (const signal of ENDING) process.on(signal, end)
    const limit = timeout ? setTimeout(() => child.kill('SIGKILL'), timeout) : undefined
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(limit)
      for (const signal of ENDING) process.off(signal, end)
      resolve(code)
    })
  })
}
