/** What semop and semtimedop are told. */
import { structure } from '../structure.ts'

export interface Operation {
  readonly number: number
  readonly by: number
  readonly flags?: number
}

const SEMBUF = structure('sembuf', { number: 'u16', operation: 'u16', flags: 'u16' })

export function encode(operations: readonly Operation[]): Buffer {
  const bytes = Buffer.alloc(operations.length * SEMBUF.size)
  operations.forEach(({ number, by, flags = 0 }, index) => {
    SEMBUF.write(bytes, { number, operation: by & 0xffff, flags }, index * SEMBUF.size)
  })
  return bytes
}

const MILLISECOND = 1_000_000n
const SECOND = 1000n * MILLISECOND

export function timespec(milliseconds: number): Buffer {
  const bytes = Buffer.alloc(16)
  const nanoseconds = BigInt(Math.ceil(milliseconds)) * MILLISECOND
  bytes.writeBigInt64LE(nanoseconds / SECOND, 0)
  bytes.writeBigInt64LE(nanoseconds % SECOND, 8)
  return bytes
}
