/** What semop and semtimedop are told. */

import { structure } from '../structure.ts'
import { writeLong } from './long.ts'

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

const MILLISECONDS_A_SECOND = 1000
const NANOSECONDS_A_MILLISECOND = 1e6

export function timespec(milliseconds: number): Buffer {
  const bytes = Buffer.alloc(16)
  const whole = Math.ceil(milliseconds)
  writeLong(bytes, Math.floor(whole / MILLISECONDS_A_SECOND), 0)
  writeLong(bytes, (whole % MILLISECONDS_A_SECOND) * NANOSECONDS_A_MILLISECOND, 8)
  return bytes
}
