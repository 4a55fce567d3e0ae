import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { fixtureTest, slotOf, until, value } from '../conformance/fixture.ts'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeEndWithParent, describeProcesses, describeReclaim } from '../conformance/processes.ts'
import { processId } from '../units.ts'
import { controlQueueKeys, lockKey, windowQueueKey } from './keys.ts'
import { GETVAL, IPC_CREAT, IPC_EXCL, IPC_RMID, IPC_STAT, libc, MODE, SEM_UNDO, SHMID_DS } from './libc.ts'
import { PRESENCES } from './presence.ts'
import { encode } from './semaphore-operations.ts'

const harness = linuxHarness(test)
const EXCLUSIVE = IPC_CREAT | IPC_EXCL

/** The id of a process that has ended. */
async function deadProcess() {
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('exit', resolve))
  return processId(child.pid ?? 0)
}

describe.runIf(process.platform === 'linux')('System V processes', () => {
  describeProcesses(harness)
  describeEndWithParent(harness)
  describeReclaim(harness)

  fixtureTest(
    harness,
    'sweeps leave what is not ours alone, though its keys look alike',
    async ({ native, partner }) => {
      const { shmget, shmctl, msgget, msgctl, semget, semctl } = libc()
      const dead = await deadProcess()
      const key = slotOf(3)
      const [controlKey = 0] = controlQueueKeys(dead)
      const segments = [
        // Not on a slot, as ftok makes them; and one that others may read.
        shmget(key + 0x123, 4096, EXCLUSIVE | MODE),
        shmget(key, 4096, EXCLUSIVE | 0o644),
      ]
      const queues = [msgget(controlKey, EXCLUSIVE | MODE), msgget(windowQueueKey(dead, 1), EXCLUSIVE | MODE)]
      const sets = [semget(controlKey, 1, EXCLUSIVE | MODE)]
      const other = await partner()
      await other.kill()
      try {
        for (const swept of [dead, other.pid]) assert.deepEqual(native.processes.sweep(swept), [])
        native.processes.sweepDead()
        native.processes.sweep(native.processes.self)
        const status = Buffer.alloc(SHMID_DS.size)
        for (const id of segments) assert.equal(shmctl(id, IPC_STAT, status), 0)
        for (const id of queues) assert.equal(msgctl(id, IPC_STAT, Buffer.alloc(120)), 0)
        for (const id of sets) assert.equal(semctl(id, 0, 12, 0), 0)
      } finally {
        for (const id of segments) shmctl(id, IPC_RMID, null)
        for (const id of queues) msgctl(id, IPC_RMID, null)
        for (const id of sets) semctl(id, 0, IPC_RMID, 0)
      }
    },
  )

  fixtureTest(
    harness,
    'a sweep leaves what a process of another container with the same id has',
    async ({ native }) => {
      const { semget, semop, semctl } = libc()
      const dead = await deadProcess()
      const [key = 0] = controlQueueKeys(dead)
      const set = semget(key, PRESENCES, EXCLUSIVE | MODE)
      assert.equal(semop(set, encode([{ number: 0, by: 1, flags: SEM_UNDO }]), 1), 0)
      native.processes.sweepDead()
      assert.deepEqual(native.processes.sweep(dead), [])
      assert.equal(semctl(set, 0, GETVAL, 0), 1)
      semctl(set, 0, IPC_RMID, 0)
    },
  )

  fixtureTest(harness, 'a queue is its process’s from the first moment on', ({ native, calls }) => {
    const queue = value(native.queues.createQueue(10))
    const names = calls.slice(0, 5).map(({ name, args }) => `${name} ${args.at(-1)}`)
    const set = calls[2]?.result
    assert.deepEqual(names.slice(2), ['semget IPC_CREAT|IPC_EXCL|0600', 'semop SEM_UNDO', 'semctl IPC_RMID'])
    assert.equal(libc().semctl(Number(set), 0, GETVAL, 0), 1)
    native.queues.destroyQueue(queue)
  })

  fixtureTest(harness, 'a lock whose owner has died is swept with the rest', ({ native }) => {
    const { semget, semctl } = libc()
    const left = semget(lockKey(), 1, IPC_CREAT | MODE)
    native.processes.sweepDead()
    assert.equal(semctl(left, 0, GETVAL, 0), -1)
  })

  fixtureTest(harness, 'a process sweeps what it leaves itself, at its very end', ({ native }) => {
    const queue = value(native.queues.createQueue(10))
    value(native.queues.createWindow(queue))
    assert.equal(harness.leftovers([process.pid]).length, 2)
    native.processes.sweepDead()
    assert.equal(harness.leftovers([process.pid]).length, 2)
    assert.deepEqual(
      native.processes.sweep(native.processes.self).map((text) => text.replace(/ 0x.*/, '')),
      ['message queue', 'semaphore set'],
    )
  })

  fixtureTest(harness, 'a zombie is not alive', async ({ native }) => {
    // The shell becomes a program that never asks how its child ended.
    const parent = spawn('/bin/sh', ['-c', 'sleep 30 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const child = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))))
    await until(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n')
    assert.equal(native.processes.isAlive(processId(child)), true)
    process.kill(child, 'SIGKILL')
    await until(() => !native.processes.isAlive(processId(child)))
    assert.equal(process.kill(child, 0), true, 'it is still listed')
    parent.kill('SIGKILL')
  })
})
