import { expect, test } from 'vitest'
import { structure } from './structure.ts'

const SAMPLE = structure('SAMPLE', { magic: { chars: 4 }, count: 'u16', flag: 'u8', size: 'u32', mass: 'f64' })

test('fields lie in the order of their declaration, without padding, little-endian', () => {
  expect(SAMPLE.size).toBe(4 + 2 + 1 + 4 + 8)
  const bytes = Buffer.alloc(SAMPLE.size)
  SAMPLE.write(bytes, { magic: 'SHM1', count: 0x0102, flag: 3, size: 0x04050607, mass: 1.5 })
  expect([...bytes.subarray(0, 11)]).toEqual([0x53, 0x48, 0x4d, 0x31, 2, 1, 3, 7, 6, 5, 4])
  expect(SAMPLE.read(bytes)).toEqual({ magic: 'SHM1', count: 0x0102, flag: 3, size: 0x04050607, mass: 1.5 })
})

test('reads and writes at an offset, and touches nothing beside', () => {
  const bytes = Buffer.alloc(SAMPLE.size + 2, 0xff)
  SAMPLE.write(bytes, { magic: 'A', count: 1, flag: 2, size: 3, mass: 4 }, 1)
  expect(bytes[0]).toBe(0xff)
  expect(bytes[SAMPLE.size + 1]).toBe(0xff)
  expect(SAMPLE.read(bytes, 1)).toMatchObject({ magic: 'A', count: 1 })
})

test('characters that do not fit are cut at a whole character', () => {
  const bytes = Buffer.alloc(SAMPLE.size)
  SAMPLE.write(bytes, { magic: 'abcé', count: 0, flag: 0, size: 0, mass: 0 })
  expect(SAMPLE.read(bytes).magic).toBe('abc')
})

test('the description names every field with its place', () => {
  const { name, fields } = SAMPLE.describe({ magic: 'SHM1', count: 7, flag: 0, size: 0, mass: 0 })
  expect(name).toBe('SAMPLE')
  expect(fields.slice(0, 2)).toEqual([
    { name: 'magic', offset: 0, size: 4, value: 'SHM1' },
    { name: 'count', offset: 4, size: 2, value: 7 },
  ])
})
