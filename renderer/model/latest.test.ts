import { expect, test } from 'vitest'
import { aCall } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { crashedIn, haveGoneOn } from './latest.ts'

const by = (participant: string) => aCall('Sleep', { participant })
const crash: TraceRecord = { kind: 'process', t: 0, participant: 'a', event: 'crash', pid: 1, code: null }

test('after a crash it is known of each whether it has made a step since', () => {
  const records = [by('b'), by('c'), crash, by('b')]
  expect(crashedIn(records, null)).toBe('a')
  expect(haveGoneOn(records, ['b'])).toBe(true)
  expect(haveGoneOn(records, ['b', 'c'])).toBe(false)
  expect(haveGoneOn([...records, by('c')], ['b', 'c'])).toBe(true)
  expect(haveGoneOn(records, [])).toBe(true)
})

test('who was woken by the death may have been told of it before all others', () => {
  const dead = { ...crash, t: 5e9 } as TraceRecord
  const waited = (end: number) => aCall('WaitForSingleObject', { api: 'winapi', participant: 'b', end })
  expect(haveGoneOn([waited(4.99e9), dead], ['b'])).toBe(true)
  expect(haveGoneOn([waited(2e9), dead], ['b'])).toBe(false)
  expect(haveGoneOn([aCall('Sleep', { participant: 'b', end: 4.99e9 }), dead], ['b'])).toBe(false)
})
