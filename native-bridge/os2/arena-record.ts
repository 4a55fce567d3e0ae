/**
 * What an object was created with, and which of its pages are committed. On OS/2 the kernel keeps this in an arena
 * record of its own; neither kernel here does, so it lies in pages behind the object, where all its holders find it.
 */
import type { Mapping, Sections } from '../native.ts'
import { structure } from '../structure.ts'
import { PAG_COMMIT } from './flags.ts'
import { PAGE, roundToPages } from './page.ts'

const ARENA_RECORD = structure('ARENA_RECORD', {
  magic: { chars: 4 },
  version: 'u32',
  /** The object's size, rounded up to whole pages. */
  size: 'u32',
  /** PAG_* and OBJ_* as it was created. */
  flags: 'u32',
})
const MAGIC = 'ARN1'
const VERSION = 2
/** One byte for each page follows, 1 when it is committed: two processes can commit neighbours at the same time. */
const COMMITTED = ARENA_RECORD.size

export interface ArenaRecord {
  /** Without the record, in bytes. */
  readonly size: number
  readonly flags: number
}

/** How many bytes the record of an object of `size` bytes takes, in whole pages. */
export const recordSize = (size: number) => roundToPages(COMMITTED + size / PAGE)

/** The size of the object in a section of `total` bytes; null when no object's section has that size. */
function objectSize(total: number): number | null {
  for (let record = PAGE; record < total; record += PAGE) {
    if (recordSize(total - record) === record) return total - record
  }
  return null
}

/** Null when the section is none of ours, or not finished. */
export function readArenaRecord(sections: Sections, mapping: Mapping): ArenaRecord | null {
  const size = objectSize(mapping.size)
  if (size === null) return null
  const bytes = Buffer.alloc(ARENA_RECORD.size)
  sections.read(mapping.address + size, bytes)
  const record = ARENA_RECORD.read(bytes)
  const sound = record.magic === MAGIC && record.version === VERSION && record.size === size
  return sound ? record : null
}

export function writeArenaRecord(sections: Sections, { address }: Mapping, { size, flags }: ArenaRecord) {
  const bytes = Buffer.alloc(ARENA_RECORD.size + size / PAGE)
  ARENA_RECORD.write(bytes, { magic: MAGIC, version: VERSION, size, flags })
  if (flags & PAG_COMMIT) bytes.fill(1, COMMITTED)
  sections.write(address + size, bytes)
}

/** One byte for each of `count` pages from `first` on: 1 when it is committed. */
export function readCommitted(sections: Sections, base: number, size: number, first: number, count: number) {
  const bytes = Buffer.alloc(count)
  sections.read(base + size + COMMITTED + first, bytes)
  return bytes
}

/** For all holders, and for good: shared pages cannot be decommitted. */
export function writeCommitted(sections: Sections, base: number, size: number, first: number, count: number) {
  sections.write(base + size + COMMITTED + first, Buffer.alloc(count, 1))
}
