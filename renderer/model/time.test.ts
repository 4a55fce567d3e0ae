import { expect, test } from 'vitest'
import { aCall, aMessage } from '../../electron/contract/records.fixture.ts'
import { timeOf } from './time.ts'

test('a call stands where it ended, everything else where it happened', () => {
  expect(timeOf(aCall('WinGetMsg', { start: 10, end: 90 }))).toBe(90)
  expect(timeOf(aMessage('received', { t: 80 }))).toBe(80)
})
