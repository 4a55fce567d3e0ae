import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { earlyFlags } from './compile-early.ts'

test('V8 knows the flags: of one that it does not know it tells on standard error, where a person reads', () => {
  const { status, stderr } = spawnSync(process.execPath, [...earlyFlags(), '-e', '0'], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
})

test('each V8 has its own, and one that nobody has tried none', () => {
  expect(earlyFlags('11.3.244.8-node.38')).toContain('--interrupt-budget=20000')
  expect(earlyFlags('13.6.233.17-node.28')).toContain('--invocation-count-for-turbofan=1000')
  expect(earlyFlags('99.0')).toEqual([])
})
