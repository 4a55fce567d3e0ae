/** Electron's runtime: where it is, and fetching it, since the package holds only what fetches it. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** In milliseconds. The runtime has about 110 MB; whether its source answers at all is known much sooner. */
const PROBE_LIMIT = 5000
const DOWNLOAD_LIMIT = 10 * 60_000
const SOURCE = 'https://github.com/electron/electron/releases/'

const existing = (/** @type {string} */ file) => (existsSync(file) ? file : null)
const text = (/** @type {string} */ file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '')

/**
 * The path of Electron's executable; null when its runtime is not here, or is not that of the installed version.
 * @param {string} folder the installed package
 */
export function runtimeIn(folder) {
  const executable = text(join(folder, 'path.txt'))
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (chosen) return existing(join(chosen, executable || 'electron'))
  const { version } = JSON.parse(text(join(folder, 'package.json')) || '{}')
  const fetched = text(join(folder, 'dist', 'version')).replace(/^v/, '')
  return executable !== '' && fetched === version ? existing(join(folder, 'dist', executable)) : null
}

/** Why the source of the runtime cannot be reached; null when it can, or when a proxy is asked instead. */
async function unreachable() {
  const { ELECTRON_MIRROR, npm_config_electron_mirror, ELECTRON_GET_USE_PROXY } = process.env
  if (ELECTRON_GET_USE_PROXY) return null
  const source = ELECTRON_MIRROR ?? npm_config_electron_mirror ?? SOURCE
  try {
    await fetch(source, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_LIMIT) })
    return null
  } catch (error) {
    const { name, cause } = /** @type {Error & { cause?: { code?: string } }} */ (error)
    return `${new URL(source).host} cannot be reached (${cause?.code ?? name})`
  }
}

/**
 * Tries once to fetch the runtime.
 * @param {string} folder the installed package
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function fetchRuntime(folder) {
  const reason = await unreachable()
  if (reason) return { reason }
  console.log('Fetching Electron’s runtime, once (about 110 MB) ...')
  const { error, status, stderr } = spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: DOWNLOAD_LIMIT,
  })
  const path = runtimeIn(folder)
  if (path) return { path }
  const said = stderr.split('\n').find((line) => line.trim() !== '')
  return { reason: `fetching it failed (${error?.message ?? said?.trim() ?? `status ${status}`})` }
}
