import { expect, test } from 'vitest'
import { aCall, aCount, OBJECT } from '../../electron/contract/records.fixture.ts'
import { objectsOf } from './objects.fixture.ts'
import { countAt, difference } from './objects.ts'

const allocation = aCall('DosAllocSharedMem', { object: OBJECT, args: { cb: 100, flag: 'PAG_READ' } })

test('an address that is handed out again is another object', () => {
  const objects = objectsOf([aCount(['client']), allocation, aCount([]), aCount(['server'])])
  expect(objects.map(({ first, last, created }) => [first, last, created?.size])).toEqual([
    [0, 2, 100],
    [3, null, undefined],
  ])
})

test('its count at a moment is the last one before it', () => {
  const [object] = objectsOf([aCount(['client']), allocation, aCount(['client', 'server']), aCount(['server'])])
  if (!object) throw new Error('no object')
  expect([-1, 0, 1, 2, 3].map((cursor) => countAt(object, cursor)?.usage)).toEqual([undefined, 1, 1, 2, 1])
})

test('where the kernel’s evidence differs, it is said why', () => {
  const count = { index: 0, usage: 2, holders: ['client', 'server'] }
  expect(difference({ ...count, kernel: { name: 'shm_nattch', value: 2 } }, 'os2')).toBeNull()
  expect(difference({ ...count, kernel: { name: 'shm_nattch', value: 1 } }, 'os2')).toContain('already says 1')
  expect(difference({ ...count, kernel: { name: 'shm_nattch', value: 3 } }, 'os2')).toContain('still says 3')
  expect(difference({ ...count, kernel: { name: 'shm_nattch', value: 1 } }, 'winapi')).toContain('1 view at')
  expect(difference({ ...count, kernel: { name: 'HandleCount', value: 3 } }, 'winapi')).toContain('still says 3')
})
