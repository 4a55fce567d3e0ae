/** Reads a link of Windows' shell: Microsoft's [MS-SHLLINK]. */

const HEADER_SIZE = 0x4c
const FLAGS = 0x14
const HAS_ID_LIST = 1
const HAS_LINK_INFO = 2
/** What follows as texts, in this order, each where its flag is set. */
const TEXTS = /** @type {const} */ ([
  [0x4, 'description'],
  [0x8, 'relativePath'],
  [0x10, 'folder'],
  [0x20, 'arguments'],
  [0x40, 'icon'],
])
const IS_UNICODE = 0x80

/** A text of one byte a character, up to its zero. */
const textAt = (/** @type {Buffer} */ bytes, /** @type {number} */ at) =>
  bytes.subarray(at, bytes.indexOf(0, at)).toString('latin1')

/**
 * `target` is the path on a local disk. Throws where there is none.
 * @param {Buffer} bytes
 * @returns {{ target: string, description?: string, relativePath?: string, folder?: string, arguments?: string,
 *   icon?: string }}
 */
export function readLink(bytes) {
  if (bytes.length < HEADER_SIZE || bytes.readUInt32LE(0) !== HEADER_SIZE) throw new Error('This is no link.')
  const flags = bytes.readUInt32LE(FLAGS)
  if (!(flags & HAS_LINK_INFO)) throw new Error('The link does not say where it leads.')
  let at = HEADER_SIZE
  if (flags & HAS_ID_LIST) at += 2 + bytes.readUInt16LE(at)
  const target = textAt(bytes, at + bytes.readUInt32LE(at + 16))
  at += bytes.readUInt32LE(at)
  /** @type {Record<string, string>} */
  const texts = {}
  for (const [flag, name] of TEXTS) {
    if (!(flags & flag)) continue
    const size = bytes.readUInt16LE(at) * (flags & IS_UNICODE ? 2 : 1)
    texts[name] = bytes.subarray(at + 2, at + 2 + size).toString(flags & IS_UNICODE ? 'utf16le' : 'latin1')
    at += 2 + size
  }
  return { target, ...texts }
}
