/** Which files belong into a package: the list is contents.json, `*` is any part of one name. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { executableOf, nameOf } from './targets.mjs'

/** @typedef {import('./targets.mjs').Target} Target */

const list = JSON.parse(readFileSync(join(import.meta.dirname, 'contents.json'), 'utf8'))

/** @returns {string[]} */
function filled(/** @type {string[]} */ patterns, /** @type {Target} */ target) {
  const { platform, arch } = target
  /** @type {Record<string, string>} */
  const values = { target: nameOf(target), platform, arch, program: executableOf(target) }
  return patterns.map((pattern) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? ''))
}

/**
 * The patterns of a target: `unpacked` is what the archive leaves beside itself, as participants and the command line
 * read it without Electron; `archived` all else of the application; `beside` its runtime.
 */
export function contentsOf(/** @type {Target} */ target) {
  const unpacked = filled(list.unpacked, target)
  return {
    unpacked,
    archived: filled(list.app, target).filter((pattern) => !unpacked.includes(pattern)),
    beside: filled([...list.beside.both, ...list.beside[target.platform]], target),
  }
}

const escaped = (/** @type {string} */ text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')

/** Whether a path, with slashes, is of the pattern. */
export function matches(/** @type {string} */ path, /** @type {string} */ pattern) {
  const expression = pattern.split('*').map(escaped).join('[^/]*')
  return new RegExp(`^${expression}$`).test(path)
}

/** @returns {string[]} every file below a folder, named from it, with slashes, in the order of their names */
export function filesUnder(/** @type {string} */ folder, path = '') {
  const entries = readdirSync(join(folder, path), { withFileTypes: true })
  return entries
    .flatMap((entry) => {
      const inner = posix.join(path, entry.name)
      return entry.isDirectory() ? filesUnder(folder, inner) : [inner]
    })
    .sort()
}
