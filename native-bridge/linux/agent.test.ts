import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { failed, fixtureTest, PAGE, until, value } from '../conformance/fixture.ts'
import { describeGifts } from '../conformance/gifts.ts'
import { linuxHarness } from '../conformance/linux-harness.ts'
import type { ProcessId } from '../units.ts'
import { ANSWER, answerType, GIFT_TYPE, LAST_QUESTION_TYPE, STOP_TYPE } from './gift-protocol.ts'
import { controlQueueKeys } from './keys.ts'
import { IPC_CREAT, IPC_EXCL, IPC_NOWAIT, IPC_RMID, libc, MODE } from './libc.ts'
import { messageBuffer } from './message-buffer.ts'
import { PRESENCES } from './presence.ts'
import { rowsOf } from './sysvipc.ts'

const harness = linuxHarness(test)

/** As in /proc/<pid>/stat: T for a thread that has been stopped. */
const threadStates = (pid: ProcessId) =>
  readdirSync(`/proc/${pid}/task`).map(
    (task) => readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8').split(') ')[1]?.[0],
  )

const firstKey = (pid: ProcessId) => controlQueueKeys(pid)[0] ?? 0

/** Sends bytes that are none of the protocol's; false when there is no room for them. */
function sendForeign(pid: ProcessId, type: number, size: number): boolean {
  const { msgget, msgsnd } = libc()
  return msgsnd(msgget(firstKey(pid), 0), messageBuffer(type, size), size, IPC_NOWAIT) === 0
}

/** Sends until there is no room for anything, not even without content. */
function flood(pid: ProcessId, type: number) {
  for (const size of [8192, 1024, 16, 1, 0]) while (sendForeign(pid, type, size)) {}
}

describe.runIf(process.platform === 'linux')('System V gifts', () => {
  describeGifts(harness)

  fixtureTest(harness, 'foreign messages do not stop an agent', async ({ native, slot, partner }) => {
    const receiver = await partner()
    value(await receiver.serve())
    for (const size of [0, 1, 200, 4096]) assert.ok(sendForeign(receiver.pid, GIFT_TYPE, size))
    const mapping = value(native.sections.create(slot(), PAGE))
    value(native.sections.give(mapping, receiver.pid, 'read-write', 0))
    assert.equal(native.sections.count(mapping).value, 2)
    await receiver.kill()
    native.sections.close(mapping)
  })

  fixtureTest(harness, "what an earlier giver left unread is not taken for one's own answer", async (fixture) => {
    const { native, slot, partner } = fixture
    const receiver = await partner()
    value(await receiver.serve())
    const { gettid } = libc()
    // An answer to a question that this thread has not asked, and some that are none at all.
    for (const size of [ANSWER.size, 0, ANSWER.size + 1, 4096]) {
      assert.ok(sendForeign(receiver.pid, answerType(gettid()), size))
    }
    const mapping = value(native.sections.create(slot(), PAGE))
    value(native.sections.give(mapping, receiver.pid, 'read-write', 0))
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
    value(native.sections.give(mapping, receiver.pid, 'read-write', 0))
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

  fixtureTest(harness, 'messages of no known type do not stay in an agent’s queue', async (fixture) => {
    const { native, slot, partner } = fixture
    const receiver = await partner()
    value(await receiver.serve())
    const mapping = value(native.sections.create(slot(), PAGE))
    for (const type of [STOP_TYPE + 1, 1000, LAST_QUESTION_TYPE]) {
      // More than there is room for: some find none, because the agent is slower.
      for (let left = 20_000; left > 0; left -= 1) sendForeign(receiver.pid, type, 0)
    }
    value(native.sections.give(mapping, receiver.pid, 'read-write', 0))
    assert.equal(native.sections.count(mapping).value, 2)
    await receiver.stopServing()
    await receiver.kill()
    native.sections.close(mapping)
  })

  fixtureTest(
    harness,
    'an agent with a full queue is stopped at once, and refuses what is given',
    async (fixture) => {
      const { native, slot, partner } = fixture
      const giver = await partner()
      const { self } = native.processes
      const theirs = value(await giver.create(slot(), PAGE))
      // Nobody takes forged answers; the rest waits for an agent that does not serve yet.
      for (const type of [GIFT_TYPE, STOP_TYPE, 1000, 2 ** 40]) {
        value(native.agent.listen())
        flood(self, type)
        assert.equal(failed(await giver.give(theirs, self, 'read', 0), 'queue-full').error?.name, 'EAGAIN')
        native.agent.stop(self)
        native.agent.serve(() => assert.fail('nothing was given'))
        assert.deepEqual(harness.leftovers([self]), [])
        failed(await giver.give(theirs, self, 'read', 0), 'no-process')
      }
      assert.equal((await giver.count(theirs)).value, 1)
      await giver.close(theirs)
    },
  )

  fixtureTest(harness, 'an agent that waits is stopped though its queue is full', async ({ partner }) => {
    const receiver = await partner()
    value(await receiver.serve())
    flood(receiver.pid, 2 ** 40)
    await receiver.stopServing()
    assert.deepEqual(harness.leftovers([receiver.pid]), [])
  })

  fixtureTest(harness, 'a giver that cannot be answered learns it, and the next one can', async (fixture) => {
    const { native, slot, partner } = fixture
    const [giver, receiver] = [await partner(), await partner()]
    value(await receiver.serve())
    const theirs = value(await giver.create(slot(), PAGE))
    const msqid = libc().msgget(firstKey(receiver.pid), 0)
    const waiting = () => rowsOf('msg').find((row) => row.msqid === msqid)?.qnum
    // The question waits while the queue fills, and then leaves less room than its answer needs.
    process.kill(receiver.pid, 'SIGSTOP')
    // A thread that has not stopped yet would be handed it at once.
    await until(() => threadStates(receiver.pid).every((state) => state === 'T'))
    const given = giver.give(theirs, receiver.pid, 'read', 0)
    await until(() => waiting() === 1)
    flood(receiver.pid, 2 ** 40)
    process.kill(receiver.pid, 'SIGCONT')
    failed(await given, 'no-process')
    await until(async () => (await giver.give(theirs, receiver.pid, 'read', 1)).ok)
    const gifts = (await receiver.gifts()).map(({ tag, held }) => ({ tag, held }))
    assert.deepEqual(gifts, [
      { tag: 0, held: false },
      { tag: 1, held: true },
    ])
    assert.equal((await giver.count(theirs)).value, 2)
    await receiver.stopServing()
    await receiver.kill()
    assert.equal(value(await giver.close(theirs)).value, 0)
    native.processes.sweep(receiver.pid)
  })

  fixtureTest(
    harness,
    'what another user left at a key is passed by, what this user left is removed',
    async (fixture) => {
      const { native, slot, partner } = fixture
      const { semget, semctl, msgget, msgctl } = libc()
      const EXCLUSIVE = IPC_CREAT | IPC_EXCL
      // Nobody may use the set: to whoever is not privileged, it is as that of another user.
      const leftovers: [mode: number, key: number][] = [
        [0, 1],
        [MODE, 0],
      ]
      const mapping = value(native.sections.create(slot(), PAGE))
      for (const [mode, taken] of leftovers) {
        const receiver = await partner()
        const keys = controlQueueKeys(receiver.pid)
        const [key = 0] = keys
        const [set, queue] = [semget(key, PRESENCES, EXCLUSIVE | mode), msgget(key, EXCLUSIVE | mode)]
        value(await receiver.serve())
        assert.deepEqual(
          keys.map((each) => msgget(each, 0) >= 0),
          keys.map((_, index) => index === 0 || index === taken),
        )
        value(native.sections.give(mapping, receiver.pid, 'read', 0))
        assert.equal(native.sections.count(mapping).value, 2)
        await receiver.stopServing()
        await receiver.kill()
        const removed = mode === MODE ? -1 : 0
        assert.deepEqual([semctl(set, 0, IPC_RMID, 0), msgctl(queue, IPC_RMID, null)], [removed, removed])
      }
      native.sections.close(mapping)
    },
  )
})
