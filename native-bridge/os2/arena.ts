/**
 * The shared arena: 0x6000_0000 to 0x6FFF_FFFF, handed out downwards in slots of 64 KB and more. OS/2 put it below
 * 512 MB; there it would meet the heap of a non-PIE node on Linux, so it lies here on both kernels.
 *
 * An object's base is its name in the kernel, so that no two processes can be handed the same slot. Larger objects
 * have zones with larger slots, so that a base also stands for all addresses up to the next one.

 * Behind an object's own pages lies its arena record (arena-record.ts).
 */
import { type Address, address } from '../units.ts'
import { recordSize } from './arena-record.ts'
import { roundToPages } from './page.ts'

const KB = 1024
const MB = 1024 * KB
const TOP = 0x7000_0000

/**
 * From the top: how large the slots of each zone are, and how many it has. All but the last slot lie above 0x6800_0000:
 * below, V8's reservations may be in the way (worker-limits.ts), and Wine's own, which no object can reach across.
 */
const sizes = [
  { slot: 64 * KB, count: 256 },
  { slot: 2 * MB, count: 7 },
  { slot: 16 * MB + 64 * KB, count: 2 },
  { slot: 64 * MB + 64 * KB, count: 2 },
]

interface Zone {
  readonly slot: number
  readonly bottom: number
  readonly top: number
}

const zones: Zone[] = []
for (const { slot, count } of sizes) {
  const top = zones.at(-1)?.bottom ?? TOP
  zones.push({ slot, top, bottom: top - slot * count })
}

/** The largest object there is room for beside its arena record, in bytes. */
export const LARGEST_OBJECT = 64 * MB

/** Every slot with room for an object of `size` bytes and its arena record, in the order in which they are tried. */
export function* slotsFor(size: number): Generator<Address> {
  for (const { slot, top, bottom } of zones) {
    if (size + recordSize(size) > slot) continue
    for (let base = top - slot; base >= bottom; base -= slot) yield address(base)
  }
}

/** For how many objects of `size` bytes there is room, when `isFree` says of a range whether nothing lies in it. */
export function roomFor(size: number, isFree: (at: Address, size: number) => boolean): number {
  const pages = roundToPages(size)
  return [...slotsFor(pages)].filter((slot) => isFree(slot, pages + recordSize(pages))).length
}

/** The base of the object that an address could lie in, whether there is one or not; null outside the arena. */
export function baseOf(at: number): Address | null {
  const zone = zones.find(({ top, bottom }) => at >= bottom && at < top)
  return zone ? address(zone.top - Math.ceil((zone.top - at) / zone.slot) * zone.slot) : null
}

/** Whether a number that came in a message could be the base of a shared memory object at all. */
export const isBase = (value: number) => baseOf(value) === value
