import { expect, test } from 'vitest'
import { aCall, aCount, OBJECT } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { objectsOf } from './objects.fixture.ts'
import { countAt, difference, evidenceOf, objectsToTell } from './objects.ts'

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
  const ofAnother = difference({ ...count, kernel: { name: 'HandleCount', value: 3 } }, 'winapi', true)
  expect(ofAnother).toBe('The kernel says 3: held by a program that is not traced.')
})

test('the kernel’s number is not shown as today’s where views have come since it was asked', () => {
  const count = { index: 0, usage: 1, holders: ['a'], kernel: { name: 'shm_nattch', value: 0 } }
  expect(evidenceOf(count, [{ views: 1 }])).toEqual({
    value: 1,
    says: 'view by the calls; shm_nattch was 0 at the latest open or close',
  })
  expect(evidenceOf(count, [{ views: 0 }])).toEqual({ value: 0, says: 'shm_nattch, the kernel’s own' })
  // OS/2 knows no handles: nothing but the kernel tells.
  expect(evidenceOf(count, [])).toMatchObject({ value: 0 })
  const handles = { ...count, kernel: { name: 'HandleCount', value: 2 } }
  expect(evidenceOf(handles, [{ views: 1 }])).toMatchObject({ value: 2 })
})

const OTHER = '0x6FFE0000'
const shownIn = (records: TraceRecord[]) => (cursor: number) =>
  objectsToTell(records, cursor).map(({ name, first }) => `${name} ${first}`)

test('what was made together is told of until something is made after somebody has let go', () => {
  const shown = shownIn([
    aCount(['client']),
    aCount(['client'], { object: OTHER }),
    aCount([]),
    aCount([], { object: OTHER }),
    aCount(['client']),
    aCount(['client'], { object: OTHER }),
  ])
  const [request, reply] = [`${OBJECT} 0`, `${OTHER} 1`]
  expect([0, 1, 2, 3].map(shown)).toEqual([[request], [request, reply], [request, reply], [request, reply]])
  expect([4, 5].map(shown)).toEqual([[`${OBJECT} 4`], [`${OBJECT} 4`, `${OTHER} 5`]])
})

test('what is left of an earlier request goes with its end, unless the step looked at is about it', () => {
  const shown = shownIn([
    aCount(['client', 'server']),
    aCount(['server']),
    aCount(['client'], { object: OTHER }),
    aCount([]),
    aCall('DosFreeMem', { object: OBJECT }),
    aCall('DosQueryMem', { object: OTHER }),
    aCall('DosGetSharedMem', { object: OBJECT }),
  ])
  const [request, next] = [`${OBJECT} 0`, `${OTHER} 2`]
  expect([2, 3, 4].map(shown)).toEqual([[request, next], [next], [request, next]])
  expect([5, 6].map(shown)).toEqual([[next], [request, next]])
})

test('however many have been destroyed in a long run, only a few are told of', () => {
  const records = Array.from({ length: 3000 }, () => [aCount(['client']), aCount([])]).flat()
  expect(shownIn(records)(records.length - 1)).toEqual([`${OBJECT} ${records.length - 2}`])
})
