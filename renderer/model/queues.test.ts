import { expect, test } from 'vitest'
import { aMessage, aWindow } from '../../electron/contract/records.fixture.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { createQueues } from './queues.ts'

const WINDOW = '0x00000002'
const gone: TraceRecord = { kind: 'window', t: 9, participant: 'server', window: WINDOW, event: 'destroyed' }
const records = [
  aWindow('server', WINDOW),
  aMessage('posted'),
  aMessage('posted', { name: 'WM_QUIT', id: 42 }),
  aMessage('received'),
  gone,
]

const queuesAt = createQueues()
const waitingAt = (cursor: number, among: TraceRecord[] = records) =>
  queuesAt(among, cursor).map(({ waiting }) => waiting.map(({ name }) => name))

test('what was posted waits in the queue until it is taken', () => {
  expect([0, 1, 2, 3].map((cursor) => waitingAt(cursor))).toEqual([
    [[]],
    [['WM_REQUEST']],
    [['WM_REQUEST', 'WM_QUIT']],
    [['WM_QUIT']],
  ])
})

test('a window that is destroyed has no queue', () => {
  expect(waitingAt(4)).toEqual([])
})

test('nor has one whose process has ended, however it ended', () => {
  for (const event of ['exit', 'crash'] as const) {
    const ended: TraceRecord = { kind: 'process', t: 8, participant: 'server', event, pid: 4, code: null }
    const of = [aWindow('client', '0x00000003'), aWindow('server', WINDOW), aMessage('posted'), ended]
    expect([2, 3].map((cursor) => waitingAt(cursor, of))).toEqual([[[], ['WM_REQUEST']], [[]]])
  }
})
