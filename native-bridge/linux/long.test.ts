import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLong, writeLong } from './long.ts'

test.each([Number.NaN, 0.5, Number.POSITIVE_INFINITY, 2 ** 53])('%s is no long', (value) => {
  expect(() => writeLong(Buffer.alloc(8), value, 0)).toThrow(RangeError)
})

test('a long is read and written as C has it in memory', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const bytes = Buffer.alloc(8)
      bytes.writeBigInt64LE(BigInt(value))
      expect(readLong(bytes, 0)).toBe(value)
      const written = Buffer.alloc(24, 0xaa)
      writeLong(written, value, 8)
      expect(written.subarray(8, 16)).toEqual(bytes)
      expect([...written.subarray(0, 8), ...written.subarray(16)].every((byte) => byte === 0xaa)).toBe(true)
    }),
  )
})
