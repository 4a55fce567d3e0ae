import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { LEAN } from './lean-heap.ts'

test('V8 knows the flags: of one that it does not know it tells on standard error, where a person reads', () => {
  const { status, stderr } = spawnSync(process.execPath, [...LEAN, '-e', '0'], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
})
