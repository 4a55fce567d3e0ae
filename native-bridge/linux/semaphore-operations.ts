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
