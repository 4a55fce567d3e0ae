import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { readFindData, writeFindData } from '../../../native-bridge/find-data.ts'
import { renamed, SIZE } from './record.ts'

const file = { attributes: 32, created: 1n, accessed: 2n, written: 3n, size: 4n, reparseTag: 0, name: 'a name' }

test('another name takes the place of the whole name before, and nothing else', () => {
  const bytes = renamed(writeFindData(file), 'ä')
  assert.ok(bytes)
  expect([bytes.length, readFindData(bytes)]).toEqual([SIZE, { ...file, name: 'ä' }])
})

test('259 units fit in, and 260 do not', () => {
  const bytes = renamed(writeFindData(file), 'x'.repeat(259))
  assert.ok(bytes)
  expect(readFindData(bytes).name).toHaveLength(259)
  expect(renamed(writeFindData(file), 'x'.repeat(260))).toBeNull()
})
