import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { fixtureTest, PAGE, value } from '../conformance/fixture.ts'
import { describeGifts } from '../conformance/gifts.ts'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { answerType, GIFT_TYPE } from './gift-protocol.ts'
import { controlQueueKey } from './keys.ts'
import { IPC_NOWAIT, libc } from './libc.ts'
import { messageBuffer } from './message-buffer.ts'

const harness = linuxHarness(test)

/** Sends bytes that are none of the protocol's. */
function sendForeign(key: number, type: number, size: number) {
  const { msgget, msgsnd } = libc()
  assert.equal(msgsnd(msgget(key, 0), messageBuffer(type, size), size, IPC_NOWAIT), 0)
}

describe.runIf(process.platform === 'linux')('System V gifts', () => {
  describeGifts(harness)

  fixtureTest(harness, 'foreign messages do not stop an agent', async ({ native, slot, partner }) => {
    const receiver = await partner()
    value(await receiver.serve())
    for (const size of [0, 1, 200, 4096]) sendForeign(controlQueueKey(receiver.pid), GIFT_TYPE, size)
    const mapping = value(native.sections.create(slot(), PAGE))
    value(native.sections.give(mapping, receiver.pid, 'read-write'))
    assert.equal(native.sections.count(mapping).value, 2)
    await receiver.kill()
    native.sections.close(mapping)
  })

  fixtureTest(harness, "what an earlier giver left unread is not taken for one's own answer", async (fixture) => {
    const { native, slot, partner } = fixture
    const receiver = await partner()
    value(await receiver.serve())
    const { gettid } = libc()
    // 28 bytes: an answer to a question that this thread has not asked, and that failed.
    sendForeign(controlQueueKey(receiver.pid), answerType(gettid()), 28)
    const mapping = value(native.sections.create(slot(), PAGE))
    value(native.sections.give(mapping, receiver.pid, 'read-write'))
    assert.equal(native.sections.count(mapping).value, 2)
    await receiver.kill()
    native.sections.close(mapping)
  })

  fixtureTest(harness, 'a Give names each call, and the one that the receiver made', async (fixture) => {
    const { native, calls, slot, partner } = fixture
    const receiver = await partner()
    value(await receiver.serve())
    const mapping = value(native.sections.create(slot(), PAGE))
    calls.length = 0
    value(native.sections.give(mapping, receiver.pid, 'read-write'))
    const names = calls.map(({ name, pid }) => (pid === receiver.pid ? `${name} there` : name))
    assert.deepEqual(names, ['kill', 'semget', 'semctl', 'msgget', 'msgsnd', 'msgrcv', 'shmat there'])
    await receiver.kill()
    native.sections.close(mapping)
  })

  fixtureTest(harness, 'only one agent listens for a process', async ({ partner }) => {
    const receiver = await partner()
    value(await receiver.serve())
    const second = await receiver.listenOnly()
    assert.ok(!second.ok && second.reason === 'exists' && second.error?.name === 'EEXIST')
    await receiver.stopServing()
  })
})
