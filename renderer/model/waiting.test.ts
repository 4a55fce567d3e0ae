import { expect, test } from 'vitest'
import { aCall, aMessage } from '../../electron/contract/records.fixture.ts'
import { recordingOf } from '../recordings.fixture.ts'
import { waitedInWords } from '../vocabulary/waits.ts'
import { detailOfWait, waitedIn } from './waiting.ts'

const got = (start: number, end: number) => aCall('WinGetMsg', { participant: 'server', start, end })

test('a receipt tells how long its call waited, and how long the message did', () => {
  const waited = [aMessage('posted', { t: 900 }), aMessage('received', { t: 1500 }), got(100, 1600)]
  expect(waitedIn(waited, 2)).toEqual({ waited: 1500, queued: 600, pauses: [] })
  // What lay in the queue already has waited longer than its call.
  const queued = [aMessage('posted', { t: 0 }), aMessage('received', { t: 2000 }), got(1990, 2010)]
  expect(waitedIn(queued, 2)).toEqual({ waited: 20, queued: 2000, pauses: [] })
})

test('of a message that nobody of the run has posted only the call is known, and other calls do not wait', () => {
  const timer = { name: 'WM_TIMER', id: 36, t: 50 }
  expect(waitedIn([aMessage('posted'), aMessage('received', timer), got(10, 60)], 2)).toEqual({
    waited: 50,
    queued: null,
    pauses: [],
  })
  expect(waitedIn([aCall('DosFreeMem', { start: 1, end: 9 })], 0)).toBeNull()
  expect(waitedIn([aCall('DosSleep', { start: 1, end: 9 })], 0)).toEqual({ waited: 8, queued: null, pauses: [] })
})

test('while somebody is held before a step neither counts, as timers stand still', () => {
  const ms = 1e6
  const client = (start: number, end: number) => aCall('DosFreeMem', { participant: 'client', start, end })
  const records = [
    client(0, 5 * ms),
    aMessage('posted', { t: 2 * ms }),
    client(2005 * ms, 2010 * ms),
    aMessage('received', { t: 2012 * ms }),
    got(1 * ms, 2013 * ms),
  ]
  const pauses = [{ from: 5 * ms, to: 2005 * ms }]
  expect(waitedIn(records, 4)).toEqual({ waited: 12 * ms, queued: 10 * ms, pauses })
})

test('who hangs by a fault needs the machine’s time', () => {
  const { header, records } = recordingOf('lost-request')
  const receipt = records.findIndex(
    (record) => record.kind === 'call' && record.name === 'WinGetMsg' && record.end > 990e6,
  )
  expect(header.fault).toMatch(/^hang:server@/)
  expect(waitedIn(records, receipt, header)?.queued).toBeGreaterThan(290e6)
  const timedOut = records.findIndex(
    (record) =>
      record.kind === 'call' && record.name === 'WinGetMsg' && record.participant === 'client' && record.end > 2000e6,
  )
  expect(waitedIn(records, timedOut, header)?.waited).toBeGreaterThan(2000e6)
})

test('what stands below a wait counts that time neither, and is what it was where nobody was held', () => {
  const step = (start: number) =>
    aCall('CreateEvent', { api: 'winapi', participant: 'creator', start, end: start + 1 })
  const wait = (end: number) =>
    aCall('WaitForSingleObject', {
      api: 'winapi',
      participant: 'opener',
      start: 1,
      end,
      result: { code: 0, name: 'WAIT_OBJECT_0', ok: true },
    })
  expect(detailOfWait([step(0), step(5e9), wait(5e9 + 20e6)], 2)).toBe('→ WAIT_OBJECT_0 after 20.0 ms')
  expect(detailOfWait([step(0), step(5e6), wait(7e6)], 2)).toBeUndefined()
})

test('both are told in one line', () => {
  expect(waitedInWords({ waited: 1.46e9, queued: 0.6e6 })).toBe('waited 1.46 s, queued 600 µs')
  expect(waitedInWords({ waited: 20_000, queued: null })).toBe('waited 20.0 µs')
})
