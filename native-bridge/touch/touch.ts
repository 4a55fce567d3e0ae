/**
 * The one way to the bytes of shared memory. Each touch is a step of its program, which passes the gate as a call does;
 * then liveness, bounds and rights are checked: what was so before the halt means nothing.
 */
import type { Access, Sections } from '../native.ts'
import { heldUntil, type Passage, type PendingCall, type StructureValue, type Tracer } from '../trace.ts'
import { hexadecimal, now } from '../units.ts'

/** How many bytes of an access the trace keeps. */
const TRACED_BYTES = 256

export interface Touch {
  /** Copies bytes out. Raises a Trap where the process may not read. */
  read(base: number, offset: number, length: number, describe?: (bytes: Buffer) => StructureValue | undefined): Buffer
  /** Copies bytes in. Raises a Trap where the process may not write. */
  write(base: number, offset: number, bytes: Buffer, structure?: StructureValue): void
  /** How many bytes this process may touch from `base` on: no step. Raises a Trap where it may touch none. */
  sizeOf(base: number): number
}

export interface StringTouch extends Touch {
  /**
   * Copies out what stands before a zero of `unit` bytes, and the zero, as one step. Raises a Trap where none ends what
   * may be read.
   */
  readToZero(base: number, offset: number, unit: 1 | 2): Buffer
}

/** What is touched: `object` is its name in the trace. */
export interface Touched {
  /** From the base on, in bytes. */
  readonly size: number
  readonly object: string
}

export interface Touchable {
  /** Raises a Trap where `length` bytes from `base + offset` on may not be touched so. */
  check(base: number, offset: number, length: number, access: Access): Touched
  /** The name in the trace of what lies at `base`, whether it may be touched or not. */
  nameAt(base: number): string
}

const DOT = '.'.charCodeAt(0)

/** A dot for each byte that is no printable character of ASCII. */
function printable(bytes: Buffer): string {
  const shown = Buffer.allocUnsafe(bytes.length)
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    shown[at] = byte >= 0x20 && byte <= 0x7e ? byte : DOT
  }
  return shown.toString('latin1')
}

/** A program may ask for what is no number of bytes. */
const shown = (value: number) => (Number.isSafeInteger(value) ? value : String(value))

/** How many bytes there are before the zero; all of them where there is none. */
function lengthOf(bytes: Buffer, unit: number): number {
  for (let at = 0; at + unit <= bytes.length; at += unit) if (bytes.readUIntLE(at, unit) === 0) return at
  return bytes.length
}

export function createTouch(sections: Sections, tracer: Tracer, { check, nameAt }: Touchable): StringTouch {
  /** `length` is null where only the bytes themselves tell it. */
  function pass(name: 'read' | 'write', base: number, offset: number, length: number | null): Passage {
    const object = nameAt(base)
    const pending: PendingCall = {
      api: 'memory',
      name,
      args: {
        object,
        address: hexadecimal(base + offset),
        offset: shown(offset),
        length: length === null ? null : shown(length),
      },
      uses: [{ object, access: name }],
    }
    return tracer.pass(pending)
  }
  function trace(
    access: 'read' | 'write',
    object: string,
    offset: number,
    all: Buffer,
    passage: Passage,
    structure?: StructureValue,
  ) {
    const bytes = all.subarray(0, TRACED_BYTES)
    const t = now()
    tracer.record({
      kind: 'data',
      t,
      object,
      access,
      offset,
      length: all.length,
      bytes: bytes.toString('base64'),
      text: printable(bytes),
      structure,
      held: heldUntil(passage, t),
      position: passage.position,
    })
  }
  function copy(base: number, offset: number, length: number) {
    const { object } = check(base, offset, length, 'read')
    const bytes = Buffer.alloc(length)
    sections.read(base + offset, bytes)
    return { object, bytes }
  }
  return {
    read(base, offset, length, describe) {
      const passage = pass('read', base, offset, length)
      const { object, bytes } = copy(base, offset, length)
      trace('read', object, offset, bytes, passage, describe?.(bytes))
      return bytes
    },
    readToZero(base, offset, unit) {
      const passage = pass('read', base, offset, null)
      const { size } = check(base, offset, 0, 'read')
      const { object, bytes: rest } = copy(base, offset, size - offset)
      const length = lengthOf(rest, unit) + unit
      // Where there is no zero, the first byte behind the view is what a program would touch.
      check(base, offset, length, 'read')
      const bytes = rest.subarray(0, length)
      trace('read', object, offset, bytes, passage)
      return bytes
    },
    write(base, offset, bytes, structure) {
      const passage = pass('write', base, offset, bytes.length)
      const { object } = check(base, offset, bytes.length, 'read-write')
      sections.write(base + offset, bytes)
      trace('write', object, offset, bytes, passage, structure)
    },
    sizeOf: (base) => check(base, 0, 0, 'read').size,
  }
}
