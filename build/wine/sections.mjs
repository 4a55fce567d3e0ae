/** The sections of a Windows program, where Wine can map them. */

const PAGE = 0x1000
/** Of the headers, by Microsoft's PE format: where the parts begin, and their fields. */
const PE_OFFSET = 0x3c
const NUMBER_OF_SECTIONS = 6
const SIZE_OF_OPTIONAL_HEADER = 20
const OPTIONAL_HEADER = 24
/** In the optional header of a program of 64 bits. */
const CERTIFICATE_TABLE = 144
const SECTION_HEADER = 40
const SIZE_OF_RAW_DATA = 16
const POINTER_TO_RAW_DATA = 20

const toPage = (/** @type {number} */ offset) => Math.ceil(offset / PAGE) * PAGE

/**
 * The same program with each section at a page boundary of its file. Wine maps such a section; any other it reads, for each
 * process anew, and Node's are 85 MB. It is signed no longer; what points into the file for debuggers is left as it was.
 * @param {Buffer} program
 */
export function onPages(program) {
  const pe = program.readUInt32LE(PE_OFFSET)
  const optional = pe + OPTIONAL_HEADER
  const table = optional + program.readUInt16LE(pe + SIZE_OF_OPTIONAL_HEADER)
  const end = table + program.readUInt16LE(pe + NUMBER_OF_SECTIONS) * SECTION_HEADER
  const headers = Buffer.from(program.subarray(0, end))
  headers.fill(0, optional + CERTIFICATE_TABLE, optional + CERTIFICATE_TABLE + 8)
  /** @type {Uint8Array[]} */
  const parts = [headers]
  let length = end
  for (let header = table; header < end; header += SECTION_HEADER) {
    const size = program.readUInt32LE(header + SIZE_OF_RAW_DATA)
    // One of zeros alone is not in the file.
    if (size === 0) continue
    const from = program.readUInt32LE(header + POINTER_TO_RAW_DATA)
    const to = toPage(length)
    headers.writeUInt32LE(to, header + POINTER_TO_RAW_DATA)
    parts.push(Buffer.alloc(to - length), program.subarray(from, from + size))
    length = to + size
  }
  return Buffer.concat(parts)
}
