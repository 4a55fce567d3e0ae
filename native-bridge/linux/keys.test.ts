import { expect, test } from 'vitest'
import { address, processId } from '../units.ts'
import {
  controlQueueKeys,
  fromWindowHandle,
  isSectionKey,
  ownerOfQueueKey,
  sectionKey,
  toWindowHandle,
  windowQueueKey,
} from './keys.ts'

const LARGEST_PID = processId(2 ** 22 - 1)

test.each([
  { pid: processId(1), queue: 0, window: 1 },
  { pid: processId(4711), queue: 3, window: 17 },
  { pid: LARGEST_PID, queue: 7, window: 63 },
])('a window handle holds $pid, $queue and $window in 32 bits', (parts) => {
  const handle = toWindowHandle(parts)
  expect(handle).toBeLessThan(2 ** 32)
  expect(fromWindowHandle(handle)).toEqual(parts)
})

test('the key of a queue tells its owner', () => {
  for (const pid of [processId(1), processId(4711), LARGEST_PID]) {
    const keys = controlQueueKeys(pid)
    expect(new Set(keys).size).toBe(4)
    expect(keys.map(ownerOfQueueKey)).toEqual(keys.map(() => pid))
    expect([0, 7].map((queue) => ownerOfQueueKey(windowQueueKey(pid, queue)))).toEqual([pid, pid])
  }
})

test('other keys have no owner, and are no section', () => {
  for (const key of [0, 0x51ff_ffff, 0x5500_0000, 0x5fff_0000, 0x6000_0001, 0x7000_0000]) {
    expect(ownerOfQueueKey(key)).toBeNull()
    expect(isSectionKey(key)).toBe(false)
  }
  expect(isSectionKey(sectionKey(address(0x6fff_0000)))).toBe(true)
})
