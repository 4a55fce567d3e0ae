/** The one way to the bytes of a shared memory object: it checks liveness, bounds and rights first. */
import type { Sections } from '../native.ts'
import type { StructureValue, Tracer } from '../trace.ts'
import { type Address, hexadecimal, now } from '../units.ts'
import type { HeldObjects } from './held.ts'

/** How many bytes of an access the trace keeps. */
const TRACED_BYTES = 256

export interface Touch {
  /** Copies bytes out of the object. Raises a Trap where the process may not read. */
  read(pb: Address, offset: number, length: number, describe?: (bytes: Buffer) => StructureValue | undefined): Buffer
  /** Copies bytes into the object. Raises a Trap where the process may not write. */
  write(pb: Address, offset: number, bytes: Buffer, structure?: StructureValue): void
  /** The size of an object that this process holds, in bytes. Raises a Trap where it holds none. */
  sizeOf(pb: Address): number
}

const printable = (bytes: Buffer) => bytes.toString('latin1').replace(/[^\x20-\x7e]/g, '.')

export function createTouch(sections: Sections, tracer: Tracer, held: HeldObjects): Touch {
  function trace(access: 'read' | 'write', pb: Address, offset: number, all: Buffer, structure?: StructureValue) {
    const bytes = all.subarray(0, TRACED_BYTES)
    tracer.record({
      kind: 'data',
      t: now(),
      object: hexadecimal(pb),
      access,
      offset,
      length: all.length,
      bytes: bytes.toString('base64'),
      text: printable(bytes),
      ...(structure ? { structure } : {}),
    })
  }
  return {
    read(pb, offset, length, describe) {
      held.touch(pb, offset, length, 'read')
      const bytes = Buffer.alloc(length)
      sections.read(pb + offset, bytes)
      trace('read', pb, offset, bytes, describe?.(bytes))
      return bytes
    },
    write(pb, offset, bytes, structure) {
      held.touch(pb, offset, bytes.length, 'read-write')
      sections.write(pb + offset, bytes)
      trace('write', pb, offset, bytes, structure)
    },
    sizeOf: (pb) => held.touch(pb, 0, 0, 'read').size,
  }
}
