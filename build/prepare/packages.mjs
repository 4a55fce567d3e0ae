/** Whether npm has installed what the lock file says, and the command that does it. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Locked */

/** @returns {Record<string, Locked>} the packages by their folder, the project itself aside */
function packagesOf(/** @type {string} */ file) {
  const { '': _project, ...packages } = JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  return packages
}

/** npm leaves its own list of what it installed. Packages for other systems are optional and not in it. */
export function isInstalled(/** @type {string} */ root) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  const wanted = join(root, 'package-lock.json')
  if (!existsSync(installed)) return false
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return true
  // A checkout makes a lock file newer without changing it.
  const present = packagesOf(installed)
  return Object.entries(packagesOf(wanted)).every(([folder, { version, integrity, optional, devOptional }]) => {
    const found = present[folder]
    return found ? found.version === version && found.integrity === integrity : Boolean(optional || devOptional)
  })
}

/**
 * Install scripts are left out: koffi's would look for CMake, and Electron fetches its runtime when it is first used.
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function installation() {
  // Errors are wanted also where npm itself was told to be silent, which it passes on to this one.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  if (npm?.endsWith('.js')) return { command: process.execPath, args: [npm, ...args], shell: false }
  // npm is a batch file on Windows.
  return { command: 'npm', args, shell: process.platform === 'win32' }
}
