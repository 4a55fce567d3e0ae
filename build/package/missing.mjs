/** What electron-builder fetches from GitHub, and how somebody who cannot reach that gives it instead. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { nameOf } from './targets.mjs'

/** @typedef {import('./targets.mjs').Target} Target */
/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} variable an environment variable
 * @property {string} means what the variable is to hold
 */

/** Electron's own runtime; electron-builder takes it from a setting, which this variable fills in. */
export const RUNTIME = 'SHAREMEM_ELECTRON_DIST'

const SEVEN_ZIP = { name: '7-Zip', variable: 'ELECTRON_BUILDER_7ZIP_PATH', means: 'the file 7za' }
const INSTALLER = [
  SEVEN_ZIP,
  { name: 'NSIS', variable: 'ELECTRON_BUILDER_NSIS_DIR', means: 'the folder with makensis' },
  { name: "NSIS's plugins", variable: 'ELECTRON_BUILDER_NSIS_RESOURCES_DIR', means: 'the folder above plugins' },
]
/** @type {Record<string, Tool[]>} */
const OF_FORMAT = {
  dir: [],
  nsis: INSTALLER,
  portable: INSTALLER,
  AppImage: [{ name: "AppImage's tools", variable: 'APPIMAGE_TOOLS_PATH', means: 'the folder with mksquashfs' }],
  deb: [{ name: 'fpm', variable: 'CUSTOM_FPM_PATH', means: 'the file fpm' }],
}

/**
 * @param {Target} target
 * @param {string[]} formats
 * @param {NodeJS.ProcessEnv} env
 * @returns {Tool[]} what is not given
 */
export function notGiven(target, formats, env) {
  const runtime = {
    name: `Electron's runtime for ${nameOf(target)}`,
    variable: RUNTIME,
    means: 'its folder, or one with its archive',
  }
  const tools = new Set([runtime, ...formats.flatMap((format) => OF_FORMAT[format] ?? [])])
  return [...tools].filter(({ variable }) => !env[variable])
}

/** One line, for the person. */
export function sentenceOf(/** @type {Tool[]} */ tools) {
  const each = tools.map(({ name, variable, means }) => `${name} (${variable}: ${means})`).join(', ')
  return `This cannot be downloaded from github.com; give it by the variable that stands with it: ${each}.`
}

/** Where electron-builder, and Electron for it, keep what they have downloaded once. */
function caches(/** @type {NodeJS.ProcessEnv} */ env) {
  const own = process.platform === 'win32' ? env.LOCALAPPDATA : join(homedir(), '.cache')
  const inOwn = own ? [join(own, 'electron-builder'), join(own, 'electron', 'Cache'), join(own, 'electron')] : []
  return [env.ELECTRON_BUILDER_CACHE, env.electron_config_cache, ...inOwn].filter((folder) => folder !== undefined)
}

/** Whether there is a chance: something was downloaded before, another place than GitHub is named, or it answers. */
export async function mayDownload(env = process.env, site = 'https://github.com/') {
  if (env.ELECTRON_MIRROR || env.ELECTRON_BUILDER_BINARIES_MIRROR) return true
  if (caches(env).some((folder) => existsSync(folder))) return true
  try {
    await fetch(site, { method: 'HEAD', signal: AbortSignal.timeout(10_000) })
    return true
  } catch {
    return false
  }
}

/** Whether electron-builder's output tells of a download that failed. */
export const isDownloadFailure = (/** @type {string} */ output) =>
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|HTTPError|Response code [45]/.test(output)

/** What runs Windows' programs elsewhere: an installer writes its own uninstaller when it is made. */
export const lacksWine = (/** @type {string[]} */ formats, env = process.env) =>
  process.platform !== 'win32' &&
  formats.includes('nsis') &&
  !(env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'wine')))
