/** Reads the resources of a Windows program: the format is Microsoft's ("PE Format", the .rsrc section). */

const PE_OFFSET = 0x3c
const PE32_PLUS = 0x20b
/** The resource table is the third of the data directories; each is an address and a size. */
const RESOURCE_TABLE = 2 * 8
const SECTION = 40
/** In a directory's entry: the name is text, or what it leads to is a directory. */
const FLAG = 0x80000000
const RT_ICON = 3
const RT_VERSION = 16

/** @typedef {{ type: string | number, id: string | number, bytes: Buffer }} Resource */

/** Where an address of the loaded program lies in its file, and where its resource table begins. */
function layoutOf(/** @type {Buffer} */ bytes) {
  const coff = bytes.readUInt32LE(PE_OFFSET) + 4
  const optional = coff + 20
  const directories = optional + (bytes.readUInt16LE(optional) === PE32_PLUS ? 112 : 96)
  const first = optional + bytes.readUInt16LE(coff + 16)
  const sections = Array.from({ length: bytes.readUInt16LE(coff + 2) }, (_, index) => {
    const at = first + SECTION * index
    return {
      address: bytes.readUInt32LE(at + 12),
      size: bytes.readUInt32LE(at + 16),
      offset: bytes.readUInt32LE(at + 20),
    }
  })
  const offsetOf = (/** @type {number} */ address) => {
    const section = sections.find((each) => address >= each.address && address < each.address + each.size)
    if (!section) throw new Error('The program has no resources.')
    return address - section.address + section.offset
  }
  return { offsetOf, table: offsetOf(bytes.readUInt32LE(directories + RESOURCE_TABLE)) }
}

/** @returns {Resource[]} of all languages */
export function resourcesOf(/** @type {Buffer} */ bytes) {
  const { offsetOf, table } = layoutOf(bytes)
  const nameAt = (/** @type {number} */ value) => {
    if (value < FLAG) return value
    const at = table + value - FLAG
    return bytes.subarray(at + 2, at + 2 + 2 * bytes.readUInt16LE(at)).toString('utf16le')
  }
  /** @returns {{ names: (string | number)[], bytes: Buffer }[]} */
  function read(/** @type {number} */ directory, /** @type {(string | number)[]} */ names) {
    const count = bytes.readUInt16LE(directory + 12) + bytes.readUInt16LE(directory + 14)
    return Array.from({ length: count }, (_, index) => directory + 16 + 8 * index).flatMap((entry) => {
      const inner = [...names, nameAt(bytes.readUInt32LE(entry))]
      const target = bytes.readUInt32LE(entry + 4)
      if (target >= FLAG) return read(table + target - FLAG, inner)
      const offset = offsetOf(bytes.readUInt32LE(table + target))
      return [{ names: inner, bytes: bytes.subarray(offset, offset + bytes.readUInt32LE(table + target + 4)) }]
    })
  }
  return read(table, []).map(({ names: [type = 0, id = 0], bytes }) => ({ type, id, bytes }))
}

const aligned = (/** @type {number} */ offset) => Math.ceil(offset / 4) * 4

/** A block of VS_VERSIONINFO: lengths, a key, a value, and blocks within. Text is counted in characters. */
function collect(
  /** @type {Buffer} */ bytes,
  /** @type {number} */ start,
  /** @type {Record<string, string>} */ found,
) {
  const end = start + bytes.readUInt16LE(start)
  const [count, isText] = [bytes.readUInt16LE(start + 2), bytes.readUInt16LE(start + 4) === 1]
  let at = start + 6
  while (bytes.readUInt16LE(at) !== 0) at += 2
  const key = bytes.subarray(start + 6, at).toString('utf16le')
  const value = aligned(at + 2)
  const length = isText ? 2 * count : count
  if (isText && count > 0) {
    found[key] = bytes
      .subarray(value, value + length)
      .toString('utf16le')
      .replace(/\0.*$/s, '')
  }
  for (let inner = aligned(value + length); inner < end; ) {
    const size = bytes.readUInt16LE(inner)
    if (size === 0) break
    collect(bytes, inner, found)
    inner = aligned(inner + size)
  }
}

/** @returns {Record<string, string>} `ProductName` and the like */
export function versionStrings(/** @type {Resource[]} */ resources) {
  /** @type {Record<string, string>} */
  const found = {}
  for (const { type, bytes } of resources) {
    if (type === RT_VERSION) collect(bytes, 0, found)
  }
  return found
}

const PNG = 0x474e5089

/** @returns {number[]} the widths of all icons in pixels, in their order */
export function iconSizes(/** @type {Resource[]} */ resources) {
  const widths = resources
    .filter(({ type }) => type === RT_ICON)
    .map(({ bytes }) => (bytes.readUInt32LE(0) === PNG ? bytes.readUInt32BE(16) : bytes.readInt32LE(4)))
  return widths.sort((a, b) => a - b)
}

/** What Electron compares its archives with; null where nothing was put in. */
export function integrityOf(/** @type {Resource[]} */ resources) {
  const found = resources.find(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR')
  return found ? JSON.parse(found.bytes.toString('utf8')) : null
}
