/** The one way to the bytes of shared memory: it checks liveness, bounds and rights first. */
import type { Access, Sections } from '../native.ts'
import type { StructureValue, Tracer } from '../trace.ts'
import { now } from '../units.ts'

/** How many bytes of an access the trace keeps. */
const TRACED_BYTES = 256

export interface Touch {
  /** Copies bytes out. Raises a Trap where the process may not read. */
  read(base: number, offset: number, length: number, describe?: (bytes: Buffer) => StructureValue | undefined): Buffer
  /** Copies bytes in. Raises a Trap where the process may not write. */
  write(base: number, offset: number, bytes: Buffer, structure?: StructureValue): void
  /** How many bytes this process may touch from `base` on. Raises a Trap where it may touch none. */
  sizeOf(base: number): number
}

/** What is touched: `object` is its name in the trace. */
export interface Touched {
  /** From the base on, in bytes. */
  readonly size: number
  readonly object: string
}

/** Raises a Trap where `length` bytes from `base + offset` on may not be touched so. */
export type Check = (base: number, offset: number, length: number, access: Access) => Touched

const DOT = '.'.charCodeAt(0)

/** A dot for each byte that is no printable character of ASCII. */
const printable = (bytes: Buffer) =>
  Buffer.from(bytes.map((byte) => (byte >= 0x20 && byte <= 0x7e ? byte : DOT))).toString('latin1')

export function createTouch(sections: Sections, tracer: Tracer, check: Check): Touch {
  function trace(access: 'read' | 'write', object: string, offset: number, all: Buffer, structure?: StructureValue) {
    const bytes = all.subarray(0, TRACED_BYTES)
    tracer.record({
      kind: 'data',
      t: now(),
      object,
      access,
      offset,
      length: all.length,
      bytes: bytes.toString('base64'),
      text: printable(bytes),
      ...(structure ? { structure } : {}),
    })
  }
  return {
    read(base, offset, length, describe) {
      const { object } = check(base, offset, length, 'read')
      const bytes = Buffer.alloc(length)
      sections.read(base + offset, bytes)
      trace('read', object, offset, bytes, describe?.(bytes))
      return bytes
    },
    write(base, offset, bytes, structure) {
      const { object } = check(base, offset, bytes.length, 'read-write')
      sections.write(base + offset, bytes)
      trace('write', object, offset, bytes, structure)
    },
    sizeOf: (base) => check(base, 0, 0, 'read').size,
  }
}
