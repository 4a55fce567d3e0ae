/** Whatever another process writes into shared memory: it is copied, checked and refused, and nothing else is read. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Touch } from '../../../native-bridge/os2/touch.ts'
import { address, windowHandle } from '../../../native-bridge/units.ts'
import { operations, REPLY, REQUEST, readReply, readRequest, writeRequest } from './layout.ts'

/** `npm run soak` asks for more. */
const RUNS = Number(process.env.SHAREMEM_FUZZ_RUNS ?? 5000)
const pb = address(0x6fff0000)

/** An object of these bytes; a read outside of it fails the test. */
function objectOf(bytes: Uint8Array): Touch {
  const memory = Buffer.from(bytes)
  return {
    sizeOf: () => memory.length,
    read(_pb, offset, length, describe) {
      if (offset < 0 || offset + length > memory.length)
        throw new Error(`read ${offset}+${length} of ${memory.length}`)
      const copy = Buffer.from(memory.subarray(offset, offset + length))
      describe?.(copy)
      return copy
    },
    write(_pb, offset, written) {
      written.copy(memory, offset)
    },
  }
}

const anyBytes = fc.uint8Array({ maxLength: 8192 })
/** A sound request with some of its bytes overwritten, as when its writer goes on while it is read. */
const damaged = fc
  .record({
    key: fc.string({ maxLength: 200 }),
    damage: fc.array(fc.tuple(fc.nat(REQUEST.size + 4), fc.nat(255)), { minLength: 1, maxLength: 6 }),
    size: fc.integer({ min: REQUEST.size, max: 4096 }),
  })
  .map(({ key, damage, size }) => {
    const bytes = new Uint8Array(4096)
    const touch = objectOf(bytes)
    const request = { id: 1, hwndReply: windowHandle(2), operation: 'echo' as const, key, acknowledgeReceipt: false }
    writeRequest(touch, pb, request)
    const written = new Uint8Array(touch.read(pb, 0, 4096))
    for (const [at, value] of damage) written[at] = value
    return written.subarray(0, size)
  })

test('any bytes are a request that lies inside its object, or are refused in words', () => {
  fc.assert(
    fc.property(fc.oneof(anyBytes, damaged), (bytes) => {
      const request = readRequest(objectOf(bytes), pb)
      if (typeof request === 'string') {
        expect(request.length).toBeGreaterThan(10)
      } else {
        expect(operations).toContain(request.operation)
        // A byte that is no UTF-8 is read as a character of three.
        expect(Buffer.byteLength(request.key)).toBeLessThanOrEqual(3 * bytes.length)
      }
    }),
    { numRuns: RUNS },
  )
})

const headers = fc.record({
  magic: fc.constantFrom('SHM2', 'SHM1', ''),
  version: fc.constantFrom(0, 1, 2, 0xffff_ffff),
  size: fc.nat(0xffff_ffff),
  id: fc.constantFrom(0, 7, 0xffff_ffff),
  status: fc.nat(0xffff_ffff),
  sizeNeeded: fc.nat(0xffff_ffff),
  operation: fc.nat(5),
  count: fc.nat(0xffff_ffff),
})

test('any reply is one to the request under way, or is refused in words', () => {
  fc.assert(
    fc.property(headers, fc.integer({ min: REPLY.size, max: 4096 }), (header, size) => {
      const bytes = Buffer.alloc(size)
      REPLY.write(bytes, header)
      const wrong = readReply(objectOf(bytes), pb, 7)
      if (wrong === undefined) expect(header).toMatchObject({ magic: 'SHM2', version: 1, id: 7 })
      else expect(wrong.length).toBeGreaterThan(10)
    }),
    { numRuns: RUNS },
  )
})
