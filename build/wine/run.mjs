/** Runs a script with Windows' node.exe under Wine. */
import { spawn } from 'node:child_process'
import { environment, paths, prepareWine } from './prepare.mjs'

/** A path of this machine as Windows programs under Wine know it: Z: is the root. */
export const windowsPath = (/** @type {string} */ path) => `Z:${path.replaceAll('/', '\\')}`

/**
 * Starts `script` (a path of this machine) with `args`. Its standard output is of no use: a pipe fails there.
 * @param {string} script
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 */
export function startInWine(script, args, { env = {} } = {}) {
  const wine = prepareWine()
  return spawn(wine, [paths.node, windowsPath(script), ...args], {
    cwd: paths.app,
    env: { ...environment, ...env },
    stdio: 'ignore',
  })
}

/**
 * The same, to its end. Resolves to the exit code; null when a signal ended it.
 * @param {string} script
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, timeout?: number }} [options]
 * @returns {Promise<number | null>}
 */
export function runInWine(script, args, { env, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = startInWine(script, args, env ? { env } : {})
    const limit = timeout ? setTimeout(() => child.kill('SIGKILL'), timeout) : undefined
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(limit)
      resolve(code)
    })
  })
}
