import { expect, test } from 'vitest'
import type { MessageQueues, QueuedMessage } from '../../native-bridge/native.ts'
import { NOTHING } from '../../native-bridge/os2/posts.ts'
import { windowHandle } from '../../native-bridge/units.ts'
import { createCells, HANDED_ON } from './cells.ts'
import { withHandedOn } from './handed-on.ts'

const [OWN, FRAME] = [windowHandle(1), windowHandle(2)]
const message = (id: number, window = OWN): QueuedMessage => ({ id, mp1: id, mp2: 0, window })
const nothing = message(NOTHING)
const any = () => true

/**
 * A thread whose own queue holds these; one that would wait finds that its queue is gone. What is `late` is handed on
 * while it waits, and told.
 */
function thread(own: QueuedMessage[], handedOn: QueuedMessage[] = [], late: QueuedMessage[] = []) {
  const cells = createCells()
  const native: Pick<MessageQueues, 'receive'> = {
    receive(_queue, wanted) {
      const at = own.findIndex(wanted)
      const [value] = at < 0 ? [] : own.splice(at, 1)
      if (late.length > 0) Atomics.store(cells, HANDED_ON, 1)
      handedOn.push(...late.splice(0))
      return value ? { ok: true, value } : { ok: false, reason: 'queue-gone', error: null }
    },
  }
  const queues = withHandedOn(native as MessageQueues, cells, () => handedOn.splice(0))
  const receive = (wanted: (each: QueuedMessage) => boolean = any) => {
    const received = queues.receive({ token: 1 }, wanted)
    return received.ok ? received.value : received.reason
  }
  return { receive, cells }
}

test('what was handed on is received with the window that has got it, and then what the queue holds', () => {
  const { receive } = thread([message(8)], [message(5, FRAME), message(6, FRAME)])
  expect([receive(), receive(), receive()]).toEqual([message(5, FRAME), message(6, FRAME), message(8)])
})

test('who waits is woken by a message that says nothing, and never sees it', () => {
  const { receive, cells } = thread([nothing], [], [message(5, FRAME)])
  expect([receive(), Atomics.load(cells, HANDED_ON)]).toEqual([message(5, FRAME), 0])
  expect(receive()).toBe('queue-gone')
})

test('one of another process that says nothing is a message like any other', () => {
  const { receive } = thread([nothing, message(8)])
  expect([receive(({ id }) => id === 8), receive()]).toEqual([message(8), nothing])
})

test('what is not wanted now keeps its place', () => {
  const { receive } = thread([message(8)], [message(5, FRAME), message(6, FRAME)])
  expect(receive(({ id }) => id === 6)).toEqual(message(6, FRAME))
  expect(receive(({ window }) => window === OWN)).toEqual(message(8))
  expect(receive()).toEqual(message(5, FRAME))
})
