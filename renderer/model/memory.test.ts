import { expect, test } from 'vitest'
import { aCount, OBJECT, someData } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
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

test('of very many writes, each place still has its bytes, whichever is looked at first', () => {
  const writes = Array.from({ length: 400 }, (_, at) =>
    someData('write', btoa(String.fromCharCode(at % 256, 7)), undefined, { offset: at % 50 }),
  )
  const valuesAt = (records: readonly TraceRecord[], cursor: number) =>
    memoryAt(records, OBJECT, 0, cursor).bytes.map(({ value }) => value)
  const expected = (records: readonly TraceRecord[], cursor: number) => {
    const values = Array<number>(64).fill(0)
    for (const record of records.slice(0, cursor + 1))
      if (record.kind === 'data')
        for (const [index, character] of [...atob(record.bytes)].entries())
          values[record.offset + index] = character.charCodeAt(0)
    return values
  }
  const places = [399, 3, 64, 65, 398, 200, 127, 128, 129, 0]
  for (const place of places) expect(valuesAt(writes, place)).toEqual(expected(writes, place))
  // One slips in, and what stood behind it moves along.
  const more = writes.toSpliced(100, 0, someData('write', btoa('early'), undefined, { offset: 20 }))
  for (const place of places) expect(valuesAt(more, place)).toEqual(expected(more, place))
  expect(memoryAt(more, OBJECT, 150, 399).bytes.filter(({ writer }) => writer !== null)).toHaveLength(51)
})
