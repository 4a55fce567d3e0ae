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
const waitingAt = (cursor: number) => queuesAt(records, cursor).map(({ waiting }) => waiting.map(({ name }) => name))

test('what was posted waits in the queue until it is taken', () => {
  expect([0, 1, 2, 3].map(waitingAt)).toEqual([[[]], [['WM_REQUEST']], [['WM_REQUEST', 'WM_QUIT']], [['WM_QUIT']]])
})

test('a window that is destroyed has no queue', () => {
  expect(waitingAt(4)).toEqual([])
})
