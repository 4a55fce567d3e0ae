/** Conformance of `MessageQueues`. Blocking calls are made in a partner, in its thread that owns the queue. */
import assert from 'node:assert/strict'
import { windowHandle } from '../units.ts'
import { failed, fixtureTest, until, value } from './fixture.ts'
import type { Harness } from './harness.ts'
import type { Partner } from './partner-client.ts'

const FIRST = 0x1000

async function withWindow(partner: Partner, capacity = 10) {
  const queue = value(await partner.createQueue(capacity))
  return { queue, window: value(await partner.createWindow(queue)) }
}

export function describeQueues(harness: Harness) {
  fixtureTest(harness, 'messages arrive in the order they were posted, whole', async ({ native, partner }) => {
    const receiver = await partner()
    const { queue, window } = await withWindow(receiver)
    const sent = [
      { id: FIRST, mp1: 0, mp2: 0 },
      { id: FIRST + 1, mp1: 0x6fff_0000, mp2: 0xffff_ffff },
      { id: 0xffff, mp1: 0x8000_0000, mp2: 1 },
      // Ids that a kernel may have for itself: on Windows WM_NULL, WM_QUIT, WM_GETMINMAXINFO and WM_DROPFILES.
      ...[0, 0x12, 0x24, 0x233].map((id) => ({ id, mp1: 0xffff_ffff, mp2: 2 })),
    ]
    for (const message of sent) value(native.queues.post(window, message))
    for (const message of sent) assert.deepEqual(value(await receiver.receive(queue)), { ...message, window })
    value(await receiver.destroyQueue(queue))
  })

  fixtureTest(harness, 'several windows share a queue and keep the common order', async ({ native, partner }) => {
    const receiver = await partner()
    const { queue, window } = await withWindow(receiver)
    const second = value(await receiver.createWindow(queue))
    const third = value(await receiver.createWindow(queue))
    assert.equal(new Set([window, second, third]).size, 3)
    const order = [third, window, second, window, third]
    for (const [mp1, to] of order.entries()) value(native.queues.post(to, { id: FIRST, mp1, mp2: 0 }))
    for (const [mp1, to] of order.entries()) {
      assert.deepEqual(value(await receiver.receive(queue)), { window: to, id: FIRST, mp1, mp2: 0 })
    }
    value(await receiver.destroyQueue(queue))
  })

  fixtureTest(harness, 'a receiver that waits is woken by a post from a third process', async ({ partner }) => {
    const [receiver, poster] = [await partner(), await partner()]
    const { queue, window } = await withWindow(receiver)
    const received = receiver.receive(queue)
    await new Promise((resolve) => setTimeout(resolve, 50))
    value(await poster.post(window, { id: FIRST, mp1: 7, mp2: 8 }))
    assert.deepEqual(value(await received), { window, id: FIRST, mp1: 7, mp2: 8 })
    value(await receiver.destroyQueue(queue))
  })

  fixtureTest(harness, 'a process posts to its own window', async ({ partner }) => {
    const receiver = await partner()
    const { queue, window } = await withWindow(receiver)
    value(await receiver.post(window, { id: FIRST, mp1: 1, mp2: 2 }))
    assert.equal(value(await receiver.receive(queue)).mp2, 2)
    value(await receiver.destroyQueue(queue))
  })

  fixtureTest(harness, 'ownerOf names the process of a window, until it is gone', async ({ native, partner }) => {
    const receiver = await partner()
    const { queue, window } = await withWindow(receiver)
    assert.equal(value(native.queues.ownerOf(window)), receiver.pid)
    assert.equal(value(await receiver.ownerOf(window)), receiver.pid)
    value(await receiver.destroyWindow(window))
    failed(native.queues.ownerOf(window), 'not-found')
    value(await receiver.destroyQueue(queue))
    failed(native.queues.ownerOf(windowHandle(0)), 'not-found')
  })

  fixtureTest(harness, 'a destroyed window takes no messages, and takes those it had with it', async (fixture) => {
    const { queues } = fixture.native
    const receiver = await fixture.partner()
    const { queue, window } = await withWindow(receiver)
    const second = value(await receiver.createWindow(queue))
    value(queues.post(window, { id: FIRST, mp1: 1, mp2: 0 }))
    value(queues.post(second, { id: FIRST, mp1: 2, mp2: 0 }))
    value(await receiver.destroyWindow(window))
    failed(queues.post(window, { id: FIRST, mp1: 3, mp2: 0 }), 'not-found')
    failed(await receiver.post(window, { id: FIRST, mp1: 3, mp2: 0 }), 'not-found')
    failed(await receiver.destroyWindow(window), 'not-found')
    assert.deepEqual(value(await receiver.receive(queue)), { window: second, id: FIRST, mp1: 2, mp2: 0 })
    value(await receiver.destroyQueue(queue))
  })

  fixtureTest(harness, 'a post to the windows of a dead process is not-found, before any sweep', async (fixture) => {
    const receiver = await fixture.partner()
    const { window } = await withWindow(receiver)
    value(fixture.native.queues.post(window, { id: FIRST, mp1: 0, mp2: 0 }))
    await receiver.kill()
    failed(fixture.native.queues.post(window, { id: FIRST, mp1: 0, mp2: 0 }), 'not-found')
    failed(fixture.native.queues.ownerOf(window), 'not-found')
  })

  fixtureTest(harness, 'a post to what never was a window is not-found', ({ native }) => {
    for (const handle of [0, 1, 0x7fff_fff0]) {
      failed(native.queues.post(windowHandle(handle), { id: FIRST, mp1: 0, mp2: 0 }), 'not-found')
    }
  })

  fixtureTest(harness, 'after its queue is destroyed a window is gone', async ({ native, partner }) => {
    const receiver = await partner()
    const { queue, window } = await withWindow(receiver)
    value(await receiver.destroyQueue(queue))
    failed(native.queues.post(window, { id: FIRST, mp1: 0, mp2: 0 }), 'not-found')
    failed(await receiver.receive(queue), 'queue-gone')
    failed(await receiver.createWindow(queue), 'not-found')
  })
}

/** For kernels whose queues have a size of their own for each queue. */
export function describeQueueCapacity(harness: Harness) {
  fixtureTest(harness, 'a queue takes as many messages as it was made for', async ({ native, calls, partner }) => {
    const receiver = await partner()
    const { queue, window } = await withWindow(receiver, 3)
    for (const mp1 of [1, 2, 3]) value(native.queues.post(window, { id: FIRST, mp1, mp2: 0 }))
    calls.length = 0
    const { error } = failed(native.queues.post(window, { id: FIRST, mp1: 4, mp2: 0 }), 'queue-full')
    assert.ok(calls.some(({ errno }) => errno?.code === error?.code))
    assert.equal(value(await receiver.receive(queue)).mp1, 1)
    value(native.queues.post(window, { id: FIRST, mp1: 5, mp2: 0 }))
    for (const mp1 of [2, 3, 5]) assert.equal(value(await receiver.receive(queue)).mp1, mp1)
    value(await receiver.destroyQueue(queue))
  })

  fixtureTest(harness, 'messages that are passed over keep their places and their order', async (fixture) => {
    const { queues } = fixture.native
    const receiver = await fixture.partner()
    const { queue, window } = await withWindow(receiver, 3)
    const post = (id: number, mp1: number) => queues.post(window, { id, mp1, mp2: 0 })
    value(post(FIRST, 1))
    value(post(FIRST, 2))
    value(post(FIRST + 1, 3))
    assert.equal(value(await receiver.receive(queue, [FIRST + 1])).mp1, 3)
    value(post(FIRST + 1, 4))
    failed(post(FIRST, 5), 'queue-full')
    assert.equal(value(await receiver.receive(queue)).mp1, 1)
    value(post(FIRST, 5))
    failed(post(FIRST, 6), 'queue-full')
    assert.equal(value(await receiver.receive(queue, [FIRST + 1])).mp1, 4)
    for (const mp1 of [2, 5]) assert.equal(value(await receiver.receive(queue)).mp1, mp1)
    for (const mp1 of [7, 8, 9]) value(post(FIRST, mp1))
    failed(post(FIRST, 10), 'queue-full')
    for (const mp1 of [7, 8, 9]) assert.equal(value(await receiver.receive(queue)).mp1, mp1)
    value(await receiver.destroyQueue(queue))
  })

  fixtureTest(harness, 'who passes over all that there is room for waits, and can be woken', async (fixture) => {
    const { queues } = fixture.native
    const receiver = await fixture.partner()
    const { queue, window } = await withWindow(receiver, 2)
    const received = receiver.receive(queue, [FIRST + 1])
    await until(() => !queues.post(window, { id: FIRST, mp1: 1, mp2: 0 }).ok)
    // By now it has passed over what there was.
    await new Promise((resolve) => setTimeout(resolve, 50))
    failed(queues.post(window, { id: FIRST + 1, mp1: 2, mp2: 0 }), 'queue-full')
    value(queues.destroyQueue(queue))
    failed(await received, 'queue-gone')
    await receiver.destroyQueue(queue)
  })

  fixtureTest(harness, 'a destroyed window takes along what was passed over, and its places', async (fixture) => {
    const { queues } = fixture.native
    const receiver = await fixture.partner()
    const { queue, window } = await withWindow(receiver, 2)
    const second = value(await receiver.createWindow(queue))
    value(queues.post(window, { id: FIRST, mp1: 1, mp2: 0 }))
    value(queues.post(second, { id: FIRST + 1, mp1: 2, mp2: 0 }))
    assert.equal(value(await receiver.receive(queue, [FIRST + 1])).mp1, 2)
    value(await receiver.destroyWindow(window))
    for (const mp1 of [3, 4]) value(queues.post(second, { id: FIRST, mp1, mp2: 0 }))
    for (const mp1 of [3, 4]) assert.equal(value(await receiver.receive(queue)).mp1, mp1)
    value(await receiver.destroyQueue(queue))
  })
}
