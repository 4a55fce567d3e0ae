import { expect, test } from 'vitest'
import { aCall, aCount, aMessage, anOutcome } from '../contract/records.fixture.ts'
import type { TraceHeader, TraceRecord } from '../contract/trace.ts'
import { toChromeTrace } from './chrome-trace.ts'

const header: TraceHeader = {
  format: 'sharemem-trace',
  version: 1,
  scenario: 'request-reply',
  settings: {},
  platform: { os: 'win32', kernel: 'win32', node: '22', arch: 'x64', wine: '8.0' },
  participants: [
    { id: 'client', role: 'client', pid: 42 },
    { id: 'server', role: 'server', pid: 43 },
  ],
}

const eventsOf = (...records: TraceRecord[]) =>
  toChromeTrace({ header, records }).traceEvents.filter(({ ph }) => ph !== 'M')

test('a call is a slice on its process’s track, in microseconds, with the kernel’s calls inside it', () => {
  const kernel = [
    { name: 'msgsnd', args: [1], result: '0', errno: null, start: 2000, end: 2500 },
    { name: 'shmat', args: [2], result: '-1', errno: { code: 22, name: 'EINVAL' }, start: 2600, end: 2700, pid: 43 },
  ]
  const [call, inner, other] = eventsOf(aCall('DosGiveSharedMem', { start: 1500, end: 4000, kernel }))
  expect(call).toMatchObject({ name: 'DosGiveSharedMem', ph: 'X', ts: 1.5, dur: 2.5, pid: 42, tid: 1 })
  expect(inner).toMatchObject({ name: 'msgsnd', ph: 'X', ts: 2, dur: 0.5, pid: 42, tid: 1 })
  expect(other).toMatchObject({ name: 'shmat', pid: 43, tid: 2, args: { errno: 'EINVAL' } })
})

test('a message is an arrow between slices, and one that nobody took has no head', () => {
  const events = eventsOf(
    aMessage('posted', { t: 1000 }),
    aMessage('posted', { t: 2000 }),
    aMessage('received', { t: 3000 }),
  )
  const [first, taken, second] = events
  expect([first?.ph, second?.ph, taken?.ph]).toEqual(['s', 's', 'f'])
  expect(taken).toMatchObject({ id: first?.id, pid: 43, ts: 3, bp: 'e' })
  expect(Number(first?.id)).toBeGreaterThan(0)
  expect(second?.id).not.toBe(first?.id)
  expect(eventsOf(aMessage('received'))).toEqual([])
})

test('usage is a counter, and notes and the outcome are instants', () => {
  const [count, outcome] = eventsOf(aCount(['client', 'server'], { t: 5000 }), anOutcome())
  expect(count).toMatchObject({ ph: 'C', ts: 5, args: { usage: 2, shm_nattch: 2 } })
  expect(outcome).toMatchObject({ ph: 'i', cat: 'outcome' })
  // In the process that is named after it; Perfetto shows none of the number 0.
  const { traceEvents } = toChromeTrace({ header, records: [] })
  const named = traceEvents.find(({ args }) => (args as { name?: string }).name === 'shared memory')
  expect(count?.pid).toBe(named?.pid)
  expect(count?.pid).toBeGreaterThan(0)
  expect([42, 43]).not.toContain(count?.pid)
})

test('every participant has a named track', () => {
  const names = toChromeTrace({ header, records: [] }).traceEvents.filter(({ name }) => name === 'process_name')
  expect(names.map(({ args }) => (args as { name: string }).name)).toEqual(['shared memory', 'client', 'server'])
})
