/**
 * The shared arena: 64 KB slots from 0x6FFF0000 downwards. OS/2 put it below 512 MB; there it would meet
 * the heap of a non-PIE node on Linux, so it lies here on both kernels.
 *
 * Behind an object's pages lies one page more, its arena record. On OS/2 the kernel keeps what an object
 * was created with in an arena record of its own; here every process that maps the object finds it there.
 */
import { structure } from '../structure.ts'
import { type Address, address } from '../units.ts'

export const PAGE = 4096
export const SLOT = 0x1_0000
const LOWEST = 0x6000_0000
const HIGHEST = 0x6fff_0000

/** The largest object one slot can hold beside its arena record, in bytes. */
export const LARGEST_OBJECT = SLOT - PAGE

/** Every slot, in the order in which they are tried. */
export function* slots(): Generator<Address> {
  for (let slot = HIGHEST; slot >= LOWEST; slot -= SLOT) yield address(slot)
}

/** Whether a number that came in a message could be the base of a shared memory object at all. */
export const isBase = (value: number) => value >= LOWEST && value <= HIGHEST && value % SLOT === 0

export const roundToPages = (bytes: number) => Math.ceil(bytes / PAGE) * PAGE

export const ARENA_RECORD = structure('ARENA_RECORD', {
  magic: { chars: 4 },
  version: 'u32',
  /** The object's size, rounded up to whole pages. */
  size: 'u32',
  /** PAG_* and OBJ_* as it was created. */
  flags: 'u32',
})
export const ARENA_MAGIC = 'ARN1'
export const ARENA_VERSION = 1
