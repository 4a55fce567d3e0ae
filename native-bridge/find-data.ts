/** WIN32_FIND_DATAW: what is told of a file that was found. The same bytes on every kernel; sizes and offsets in bytes. */
import type { StructureValue } from './trace.ts'

export const FIND_DATA_SIZE = 592
const NAME = { offset: 44, units: 260 } as const
const ALTERNATE = { offset: 564, units: 14 } as const
/** The name must leave room for the zero that ends it. In UTF-16 units. */
export const LONGEST_FILE_NAME = NAME.units - 1

/** Little-endian numbers, by their names in winbase.h. */
const numbers = [
  ['dwFileAttributes', 0, 4],
  ['ftCreationTime', 4, 8],
  ['ftLastAccessTime', 12, 8],
  ['ftLastWriteTime', 20, 8],
  ['nFileSizeHigh', 28, 4],
  ['nFileSizeLow', 32, 4],
  ['dwReserved0', 36, 4],
  ['dwReserved1', 40, 4],
] as const

export const FILE_ATTRIBUTE_READONLY = 0x1
export const FILE_ATTRIBUTE_HIDDEN = 0x2
export const FILE_ATTRIBUTE_DIRECTORY = 0x10
export const FILE_ATTRIBUTE_ARCHIVE = 0x20
export const FILE_ATTRIBUTE_REPARSE_POINT = 0x400

export interface FindData {
  /** FILE_ATTRIBUTE_*. */
  readonly attributes: number
  /** In units of 100 ns since 1601. */
  readonly created: bigint
  readonly accessed: bigint
  readonly written: bigint
  /** In bytes. */
  readonly size: bigint
  /** What kind of link it is, for a link. */
  readonly reparseTag: number
  readonly name: string
}

function readText(bytes: Buffer, { offset, units }: { offset: number; units: number }): string {
  const [text = ''] = bytes.toString('utf16le', offset, offset + 2 * units).split('\0')
  return text
}

export const readFindData = (bytes: Buffer): FindData => ({
  attributes: bytes.readUInt32LE(0),
  created: bytes.readBigUInt64LE(4),
  accessed: bytes.readBigUInt64LE(12),
  written: bytes.readBigUInt64LE(20),
  size: (BigInt(bytes.readUInt32LE(28)) << 32n) | BigInt(bytes.readUInt32LE(32)),
  reparseTag: bytes.readUInt32LE(36),
  name: readText(bytes, NAME),
})

export function writeFindData({ attributes, created, accessed, written, size, reparseTag, name }: FindData): Buffer {
  const bytes = Buffer.alloc(FIND_DATA_SIZE)
  bytes.writeUInt32LE(attributes, 0)
  bytes.writeBigUInt64LE(created, 4)
  bytes.writeBigUInt64LE(accessed, 12)
  bytes.writeBigUInt64LE(written, 20)
  bytes.writeUInt32LE(Number(size >> 32n), 28)
  bytes.writeUInt32LE(Number(size & 0xffff_ffffn), 32)
  bytes.writeUInt32LE(reparseTag, 36)
  bytes.write(name, NAME.offset, 2 * LONGEST_FILE_NAME, 'utf16le')
  return bytes
}

/** The fields with their places, for the trace. */
export const describeFindData = (bytes: Buffer): StructureValue => ({
  name: 'WIN32_FIND_DATAW',
  fields: [
    ...numbers.map(([name, offset, size]) => ({
      name,
      offset,
      size,
      value: size === 4 ? bytes.readUInt32LE(offset) : String(bytes.readBigUInt64LE(offset)),
    })),
    { name: 'cFileName', offset: NAME.offset, size: 2 * NAME.units, value: readText(bytes, NAME) },
    {
      name: 'cAlternateFileName',
      offset: ALTERNATE.offset,
      size: 2 * ALTERNATE.units,
      value: readText(bytes, ALTERNATE),
    },
  ],
})
