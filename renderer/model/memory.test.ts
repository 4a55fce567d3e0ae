import { expect, test } from 'vitest'
import { aCount, OBJECT, someData } from '../../electron/contract/records.fixture.ts'
import { memoryAt } from './memory.ts'

const records = [
  aCount(['client']),
  someData('write', 'U0hNMQ==', { name: 'REQUEST', fields: { id: 1 } }),
  someData('write', 'U1hNMg==', { name: 'REPLY', fields: { id: 1 } }, { participant: 'server' }),
  someData('read', 'U1hNMg==', undefined),
  someData('write', 'AAAAAA==', undefined, { object: '0x60000000' }),
]
const text = (cursor: number) =>
  memoryAt(records, OBJECT, 0, cursor)
    .bytes.slice(0, 5)
    .map(({ value }) => String.fromCharCode(value))
    .join('')

test('the bytes are those of the writes up to the cursor, to this object only', () => {
  expect(text(0)).toBe('\0\0\0\0\0')
  expect(text(1)).toBe('SHM1\0')
  expect(text(4)).toBe('SXM2\0')
})

test('each byte knows who wrote it last, and whether the latest write changed it', () => {
  const { bytes } = memoryAt(records, OBJECT, 0, 4)
  expect(bytes.slice(0, 5).map(({ writer, changed }) => [writer, changed])).toEqual([
    ['server', false],
    ['server', true],
    ['server', false],
    ['server', true],
    [null, false],
  ])
})

test('the structure is the one seen last', () => {
  expect(memoryAt(records, OBJECT, 0, 0).structure).toBeNull()
  expect(memoryAt(records, OBJECT, 0, 1).structure?.name).toBe('REQUEST')
  expect(memoryAt(records, OBJECT, 0, 4).structure?.name).toBe('REPLY')
})

test('what was written before the object was allocated again is gone', () => {
  const again = [...records, aCount([]), aCount(['client'])]
  expect(memoryAt(again, OBJECT, 6, 6).bytes.every(({ value }) => value === 0)).toBe(true)
})
