/** What a package needs of npm beside what is installed for this machine: fetched once, checked, and kept. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { unpack } from '../wine/packages.mjs'

/**
 * Throws when it cannot be had.
 * @param {string} root the project's
 * @param {{ name: string, version: string, integrity: string }} wanted
 * @returns {string} the package's folder
 */
export function fetched(root, wanted) {
  const folder = join(root, '.cache', 'package', 'fetched', `${wanted.name.replace('/', '+')}-${wanted.version}`)
  if (existsSync(folder)) return folder
  // Whole or not at all, whoever else fetches it at the same time.
  const own = `${folder}.${process.pid}`
  unpack(wanted, own)
  if (existsSync(folder)) rmSync(own, { recursive: true })
  else renameSync(own, folder)
  return folder
}
