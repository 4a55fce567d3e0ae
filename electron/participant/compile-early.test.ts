import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { EARLY } from './compile-early.ts'

test('V8 knows the flags: of one that it does not know it tells on standard error, where a person reads', () => {
  const { status, stderr } = spawnSync(process.execPath, [...EARLY, '-e', '0'], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
})
