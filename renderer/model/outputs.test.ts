import { expect, test } from 'vitest'
import { aCall } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { consolesAt } from './outputs.ts'

const prints = (participant: string, text: string): TraceRecord => ({ kind: 'output', t: 0, participant, text })
const records = [prints('child', 'a'), aCall('CloseHandle'), prints('parent', 'b'), prints('child', 'c')]

test('each participant has printed what stands before the place that is looked at', () => {
  const at = (cursor: number) =>
    consolesAt(records, cursor).map(({ participant, lines }) => [participant, lines.map(({ record }) => record.text)])
  expect(at(-1)).toEqual([])
  expect(at(1)).toEqual([['child', ['a']]])
  expect(at(3)).toEqual([
    ['child', ['a', 'c']],
    ['parent', ['b']],
  ])
})
