import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { failed, fixtureTest, value } from '../conformance/fixture.ts'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeQueueCapacity, describeQueues } from '../conformance/queues.ts'
import { windowHandle } from '../units.ts'
import { fromWindowHandle, windowQueueKey } from './keys.ts'
import { IPC_NOWAIT, IPC_RMID, IPC_SET, IPC_STAT, libc, MSQID_DS } from './libc.ts'
import { messageBuffer } from './message-buffer.ts'

const harness = linuxHarness(test)
const message = { id: 0x1000, mp1: 1, mp2: 2 }

describe.runIf(process.platform === 'linux')('System V message queues', () => {
  describeQueues(harness)
  describeQueueCapacity(harness)

  fixtureTest(harness, 'a receiver wakes with queue-gone when its queue is removed', async ({ partner }) => {
    const receiver = await partner()
    const queue = value(await receiver.createQueue(10))
    const received = receiver.receive(queue)
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(libc().msgctl(queue.token, IPC_RMID, null), 0)
    assert.equal(failed(await received, 'queue-gone').error?.name, 'EIDRM')
    assert.equal(failed(await receiver.receive(queue), 'queue-gone').error?.name, 'EINVAL')
    await receiver.destroyQueue(queue)
  })

  fixtureTest(harness, 'foreign messages are taken out of a queue and ignored', async ({ native, partner }) => {
    const receiver = await partner()
    const queue = value(await receiver.createQueue(20))
    const window = value(await receiver.createWindow(queue))
    const { pid, queue: number } = fromWindowHandle(window)
    const { msgget, msgsnd } = libc()
    const id = msgget(windowQueueKey(pid, number), 0)
    for (const [type, size] of [
      [1, 0],
      [1, 11],
      [1, 13],
      [1, 100],
      [64, 12],
      [2 ** 40, 12],
    ] as const) {
      assert.equal(msgsnd(id, messageBuffer(type, size), size, IPC_NOWAIT), 0)
    }
    value(native.queues.post(window, message))
    assert.deepEqual(value(await receiver.receive(queue)), { ...message, window })
    value(await receiver.destroyQueue(queue))
  })

  fixtureTest(harness, 'handles beside a living window are none', async ({ native, partner }) => {
    const receiver = await partner()
    const window = value(await receiver.createWindow(value(await receiver.createQueue(10))))
    for (const handle of [window - 1, window + 1, window + 63, window + 64, window + 512, 0xffff_ffff]) {
      failed(native.queues.post(windowHandle(handle), message), 'not-found')
    }
    value(native.queues.post(window, message))
  })

  fixtureTest(harness, 'posts that slip in while messages are passed over do no harm', ({ native }) => {
    const queue = value(native.queues.createQueue(2))
    const window = value(native.queues.createWindow(queue))
    value(native.queues.post(window, message))
    let seen = 0
    const { id } = value(
      native.queues.receive(queue, () => {
        seen += 1
        // As fast as if there were room still: the queue is made larger for it.
        const status = Buffer.alloc(MSQID_DS.size)
        libc().msgctl(queue.token, IPC_STAT, status)
        status.writeBigUInt64LE(1000n, MSQID_DS.queueBytes)
        libc().msgctl(queue.token, IPC_SET, status)
        value(native.queues.post(window, { ...message, id: message.id + seen }))
        return seen === 5
      }),
    )
    assert.equal(id, message.id + 4)
    native.queues.destroyQueue(queue)
  })

  fixtureTest(harness, 'a destroyed window does not lend its handle to the next one', async ({ partner }) => {
    const receiver = await partner()
    const queue = value(await receiver.createQueue(10))
    const first = value(await receiver.createWindow(queue))
    value(await receiver.destroyWindow(first))
    assert.notEqual(value(await receiver.createWindow(queue)), first)
  })

  fixtureTest(harness, 'a queue holds 63 windows, a process 8 queues, and both say so', async ({ partner }) => {
    const receiver = await partner()
    const queues = []
    for (let count = 0; count < 8; count += 1) queues.push(value(await receiver.createQueue(10)))
    failed(await receiver.createQueue(10), 'no-memory')
    const [queue] = queues
    assert.ok(queue)
    const windows = new Set()
    for (let count = 0; count < 63; count += 1) windows.add(value(await receiver.createWindow(queue)))
    assert.equal(windows.size, 63)
    failed(await receiver.createWindow(queue), 'no-memory')
    for (const each of queues) value(await receiver.destroyQueue(each))
  })
})
