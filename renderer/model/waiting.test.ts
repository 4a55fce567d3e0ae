import { expect, test } from 'vitest'
import { aCall, aMessage } from '../../electron/contract/records.fixture.ts'
import { waitedInWords } from '../vocabulary/waits.ts'
import { waitedIn } from './waiting.ts'

const got = (start: number, end: number) => aCall('WinGetMsg', { participant: 'server', start, end })

test('a receipt tells how long its call waited, and how long the message did', () => {
  const waited = [aMessage('posted', { t: 900 }), aMessage('received', { t: 1500 }), got(100, 1600)]
  expect(waitedIn(waited, 2)).toEqual({ waited: 1500, queued: 600 })
  // What lay in the queue already has waited longer than its call.
  const queued = [aMessage('posted', { t: 0 }), aMessage('received', { t: 2000 }), got(1990, 2010)]
  expect(waitedIn(queued, 2)).toEqual({ waited: 20, queued: 2000 })
})

test('of a message that nobody of the run has posted only the call is known, and other calls do not wait', () => {
  const timer = { name: 'WM_TIMER', id: 36, t: 50 }
  expect(waitedIn([aMessage('posted'), aMessage('received', timer), got(10, 60)], 2)).toEqual({
    waited: 50,
    queued: null,
  })
  expect(waitedIn([aCall('DosFreeMem', { start: 1, end: 9 })], 0)).toBeNull()
  expect(waitedIn([aCall('DosSleep', { start: 1, end: 9 })], 0)).toEqual({ waited: 8, queued: null })
})

test('both are told in one line', () => {
  expect(waitedInWords({ waited: 1.46e9, queued: 0.6e6 })).toBe('waited 1.46 s, queued 600 µs')
  expect(waitedInWords({ waited: 20_000, queued: null })).toBe('waited 20.0 µs')
})
