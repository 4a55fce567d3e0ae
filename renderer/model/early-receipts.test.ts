import { expect, test } from 'vitest'
import { aCall, aMessage } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { recordingOf } from '../recordings.fixture.ts'
import { hasEarlyReceipts, takerBeforeReturn } from './early-receipts.ts'
import { explainAt } from './explanations.ts'

const args = { hwnd: '0x00000002', msg: 'WM_REQUEST', mp1: '0x6FFF0000', mp2: '0x00000000' }
const result = { code: 1, name: 'TRUE' }
const source = { file: 'a.ts', line: 1 }
const post = (end: number) => aCall('WinPostMsg', { start: 10, end, args, result, source })
const take = (end: number) =>
  aCall('WinGetMsg', { participant: 'server', start: 5, end, args: { msg: 'WM_REQUEST' }, result, source })
const early: TraceRecord[] = [aMessage('posted', { t: 12 }), aMessage('received', { t: 14 }), take(15), post(20)]
const late: TraceRecord[] = [aMessage('posted', { t: 12 }), post(13), aMessage('received', { t: 14 }), take(15)]

const SAYS = 'The call returned after the server had taken the message.'

test('a post that returns after its message was taken says so, and no other one', () => {
  expect(early.map((_, index) => takerBeforeReturn(early, index))).toEqual([null, null, null, 'server'])
  expect(explainAt(early, 3)).toContain(SAYS)
  expect(late.map((_, index) => takerBeforeReturn(late, index))).toEqual([null, null, null, null])
  expect(explainAt(late, 1)).not.toContain(SAYS)
  expect([early, late].map(hasEarlyReceipts)).toEqual([true, false])
})

test('what another one has posted meanwhile is not taken for it', () => {
  const other = [
    aMessage('posted', { participant: 'client-2', t: 11, mp2: '0x00000001' }),
    aMessage('received', { t: 12, mp2: '0x00000001' }),
  ]
  expect(hasEarlyReceipts([...other, ...late])).toBe(false)
})

test('in the runs that come along it is told of those of which it is so', () => {
  const told = ['hand-over', 'fire-and-forget', 'lost-request'].map((name) => {
    const { records } = recordingOf(name)
    return records.flatMap((record, index) =>
      record.kind === 'call' && takerBeforeReturn(records, index) !== null ? [record.args.msg] : [],
    )
  })
  expect(told).toEqual([['WM_READY', 'WM_REQUEST', 'WM_REPLY'], ['WM_READY'], []])
})
