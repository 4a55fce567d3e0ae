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

test('who was handed the mutex of the dead may have been told of it before all others', () => {
  const waited = (name: string) =>
    aCall('WaitForSingleObject', { api: 'winapi', participant: 'b', result: { code: 0, name, ok: true } })
  expect(haveGoneOn([waited('WAIT_ABANDONED_0'), crash], ['b'])).toBe(true)
  expect(haveGoneOn([waited('WAIT_OBJECT_0'), crash], ['b'])).toBe(false)
})
