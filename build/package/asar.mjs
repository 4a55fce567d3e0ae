/** Reads Electron's archives: a length, a header in JSON, and the files one after the other. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Two of Chromium's pickles stand before the JSON: its own size, and that of the text within. */
const SIZE = 4
const TEXT_LENGTH = 12
const TEXT = 16

/** @typedef {{ files?: Record<string, Entry>, size?: number, offset?: string, unpacked?: boolean }} Entry */
/** @typedef {{ path: string, size: number, unpacked: boolean, read: () => Buffer }} ArchivedFile */

/** @returns {{ path: string, entry: Entry }[]} */
function flatten(/** @type {Entry} */ folder, path = '') {
  return Object.entries(folder.files ?? {}).flatMap(([name, entry]) => {
    const inner = path ? `${path}/${name}` : name
    return entry.files ? flatten(entry, inner) : [{ path: inner, entry }]
  })
}

/**
 * `hash` is what Electron compares a program's integrity resource with, in hexadecimal digits: of the header, which
 * holds the files' own.
 * @param {string} archive
 * @returns {{ files: ArchivedFile[], hash: string }}
 */
export function readAsar(archive) {
  const bytes = readFileSync(archive)
  const text = bytes.subarray(TEXT, TEXT + bytes.readUInt32LE(TEXT_LENGTH))
  const start = 2 * SIZE + bytes.readUInt32LE(SIZE)
  const files = flatten(JSON.parse(text.toString('utf8'))).map(({ path, entry }) => {
    const { size = 0, unpacked = false } = entry
    const offset = start + Number(entry.offset ?? 0)
    return { path, size, unpacked, read: () => bytes.subarray(offset, offset + size) }
  })
  return { files, hash: createHash('sha256').update(text).digest('hex') }
}
