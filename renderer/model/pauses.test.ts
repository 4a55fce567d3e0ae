import { expect, test } from 'vitest'
import { aCall, aMessage, someData } from '../../electron/contract/records.fixture.ts'
import { recordingOf } from '../recordings.fixture.ts'
import { heldUntil, pausesIn } from './pauses.ts'

const ms = 1e6
const call = (participant: string, start: number, end: number, name = 'DosFreeMem') =>
  aCall(name, { participant, start: start * ms, end: end * ms })

test('what passes between two steps of a process while nothing else goes on is no time of the machine’s', () => {
  const records = [call('client', 0, 5), call('client', 3005, 3010), call('client', 3020, 3025)]
  const pauses = pausesIn(records, 0, 3025 * ms)
  expect(pauses).toEqual([{ from: 5 * ms, to: 3005 * ms }])
  expect([heldUntil(pauses, 5 * ms), heldUntil(pauses, 1005 * ms), heldUntil(pauses, 3025 * ms)]).toEqual([
    0,
    1000 * ms,
    3000 * ms,
  ])
})

test('somebody may wait meanwhile, but not all of them: then a time passes that was asked for', () => {
  const held = [call('client', 0, 5), call('client', 2005, 2010), call('server', 1, 2011, 'WinGetMsg')]
  expect(pausesIn(held, 0, 2011 * ms)).toEqual([{ from: 5 * ms, to: 2005 * ms }])
  const waited = [call('client', 0, 5), call('server', 1, 2011, 'WinGetMsg'), call('client', 6, 2012, 'WinGetMsg')]
  expect(pausesIn(waited, 0, 2012 * ms)).toEqual([])
  const sleeps = [call('client', 0, 5), call('server', 1, 2011, 'DosSleep'), call('client', 6, 2012, 'WinGetMsg')]
  expect(pausesIn(sleeps, 0, 2012 * ms)).toEqual([])
})

test('work is none, nor is what comes before the first step of a process or after its last', () => {
  const records = [call('client', 0, 900), call('client', 1000, 1005), call('server', 1905, 1910)]
  expect(pausesIn(records, 0, 1910 * ms)).toEqual([{ from: 900 * ms, to: 1000 * ms }])
})

test('a touch and a message are events as well', () => {
  const touch = someData('write', '', undefined, { t: 500 * ms, source: { file: 'x', line: 1 } })
  const records = [call('client', 0, 5), aMessage('posted', { t: 250 * ms }), touch]
  expect(pausesIn(records, 0, 500 * ms)).toEqual([
    { from: 5 * ms, to: 250 * ms },
    { from: 250 * ms, to: 500 * ms },
  ])
})

test('where the trace tells who was held, short pauses are none of the machine’s time either', () => {
  const held = (participant: string, start: number, end: number, by: number) => ({
    ...call(participant, start, end),
    held: by * ms,
  })
  // Of the 45 ms between them the program needed the first 5.
  const records = [call('client', 0, 5), held('client', 50, 51, 40)]
  expect(pausesIn(records, 0, 51 * ms)).toEqual([{ from: 10 * ms, to: 50 * ms }])
  // What another one does meanwhile is the machine's time: its step, and not what it waits for.
  const both = [call('client', 0, 5), held('server', 30, 40, 20), held('client', 60, 61, 55)]
  expect(pausesIn(both, 0, 61 * ms)).toEqual([
    { from: 5 * ms, to: 30 * ms },
    { from: 40 * ms, to: 60 * ms },
  ])
  expect(pausesIn([call('client', 0, 5), call('client', 50, 51)], 0, 51 * ms)).toEqual([])
})

test('where the trace tells of holds, a process that only came late has not been held', () => {
  const records = [call('client', 0, 5), call('client', 205, 206)]
  expect(pausesIn(records, 0, 206 * ms)).toEqual([{ from: 5 * ms, to: 205 * ms }])
  expect(pausesIn(records, 0, 206 * ms, { tellsHeld: true })).toEqual([])
})

test('a run that nobody held has none in its request', () => {
  const { records } = recordingOf('hand-over')
  expect(pausesIn(records, 825 * ms, 863 * ms)).toEqual([])
  const many = recordingOf('clients-in-turn').records
  expect(pausesIn(many, 784 * ms, 1130 * ms)).toEqual([])
})

test('who is held by now is known of before its step comes', () => {
  const records = [call('client', 0, 5), call('server', 80, 81)]
  const telling = { tellsHeld: true, standing: 20 * ms }
  expect(pausesIn(records, 0, 81 * ms, telling)).toEqual([{ from: 20 * ms, to: 80 * ms }])
  expect(pausesIn(records, 0, 81 * ms, { tellsHeld: true })).toEqual([])
})
