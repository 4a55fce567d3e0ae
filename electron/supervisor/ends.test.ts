import { expect, test } from 'vitest'
import { aCall } from '../contract/records.fixture.ts'
import type { ProcessRecord } from '../contract/trace.ts'
import { createEnds } from './ends.ts'
import type { UsageChange } from './usage.ts'

const CHILD = 'process#7'
const WOKEN = { code: 0, name: 'WAIT_OBJECT_0', ok: true }
const wait = (end: number, changes = {}) =>
  aCall('WaitForSingleObject', { participant: 'parent', end, object: CHILD, result: WOKEN, ...changes })
const exitAt = (t: number): ProcessRecord => ({
  ...{ kind: 'process', t, participant: 'child', event: 'exit', pid: 7, code: 0 },
})

test('an end that is heard of later than it woke somebody stands before the wake-up, whatever comes first', () => {
  for (const order of ['end first', 'wake-up first']) {
    const ends = createEnds()
    const exit = exitAt(500)
    if (order === 'end first') ends.add(exit, [])
    ends.hear(wait(400), [CHILD])
    if (order !== 'end first') ends.add(exit, [])
    expect([order, exit.t]).toEqual([order, 399])
  }
})

test('the uses that end with a process stand where its end does', () => {
  const ends = createEnds()
  const use: UsageChange = {
    ...{ kind: 'usage', t: 500, object: '0x6FFF0000', change: 'ended', holder: 7 },
    kernel: { name: 'shm_nattch', value: 1 },
  }
  ends.add(exitAt(500), [use])
  ends.hear(wait(400), [CHILD])
  expect(use.t).toBe(399)
})

test.each([
  ['a wait that ended in vain', wait(400, { result: { code: 258, name: 'WAIT_TIMEOUT', ok: false } }), [CHILD]],
  ['a call that waited for nobody', wait(400), []],
  ['a wait for another process', wait(400, { object: 'process#8' }), ['process#8']],
  ['a wait that began when it had been heard of', wait(600), [CHILD]],
])('%s tells nothing of it', (_what, call, waits) => {
  const ends = createEnds()
  const exit = exitAt(500)
  ends.add(exit, [])
  ends.hear(call, waits)
  expect(exit.t).toBe(500)
})

test.each([[[400, 450]], [[450, 400]]])(
  'of several the first who is woken counts, whoever tells of it first: %j',
  (times) => {
    const ends = createEnds()
    const exit = exitAt(500)
    ends.add(exit, [])
    for (const time of times) ends.hear(wait(time), [CHILD])
    expect(exit.t).toBe(399)
  },
)

test('what has been told is not changed any more', () => {
  const ends = createEnds()
  const exit = exitAt(500)
  ends.add(exit, [])
  ends.told([exit])
  ends.hear(wait(400), [CHILD])
  expect(exit.t).toBe(500)
})
