/** Conformance of `Processes`: who lives, and what the dead leave behind. */
import assert from 'node:assert/strict'
import { processId } from '../units.ts'
import { type Fixture, failed, fixtureTest, PAGE, until, value } from './fixture.ts'
import type { Harness } from './harness.ts'
import type { Partner } from './partner-client.ts'

/** How far a process has come when it is killed. */
const points: Readonly<Record<string, (victim: Partner, fixture: Fixture) => Promise<unknown>>> = {
  'when it has just started': async () => {},
  'with a queue and two windows': async (victim, { native }) => {
    const queue = value(await victim.createQueue(10))
    value(await victim.createWindow(queue))
    const window = value(await victim.createWindow(queue))
    value(native.queues.post(window, { id: 0x1000, mp1: 0, mp2: 0 }))
  },
  'while it waits for a message': async (victim) => {
    const queue = value(await victim.createQueue(10))
    value(await victim.createWindow(queue))
    victim.receive(queue).catch(() => {})
    await new Promise((resolve) => setTimeout(resolve, 50))
  },
  'with its agent listening': (victim) => victim.serve(),
  'with a section of its own': (victim, { slot }) => victim.create(slot(), PAGE),
  'with a section that it opened, whose creator has let go': async (victim, { native, slot }) => {
    const mapping = value(native.sections.create(slot(), PAGE))
    value(await victim.open(slot(), 'read-write'))
    assert.equal(value(native.sections.close(mapping)).value, 1)
  },
  'with a gift, whose giver has let go': async (victim, { native, slot }) => {
    value(await victim.serve())
    const mapping = value(native.sections.create(slot(), PAGE))
    value(native.sections.give(mapping, victim.pid, 'read-write', 0))
    assert.equal(value(native.sections.close(mapping)).value, 1)
  },
}

export function describeProcesses(harness: Harness) {
  fixtureTest(harness, 'isAlive tells the living from the dead', async ({ native, partner }) => {
    const other = await partner()
    assert.equal(native.processes.self, process.pid)
    assert.equal(native.processes.isAlive(native.processes.self), true)
    assert.equal(native.processes.isAlive(other.pid), true)
    await other.kill()
    assert.equal(native.processes.isAlive(other.pid), false)
  })

  for (const [point, reach] of Object.entries(points)) {
    fixtureTest(harness, `a sweep removes all that a process left that was killed ${point}`, async (fixture) => {
      const { native, slot } = fixture
      const before = harness.leftovers([process.pid])
      const victim = await fixture.partner()
      await reach(victim, fixture)
      const held = harness.leftovers([process.pid, victim.pid])
      assert.deepEqual(native.processes.sweep(victim.pid), [], 'a living process is not swept')
      assert.deepEqual(harness.leftovers([process.pid, victim.pid]), held)
      await victim.kill()
      native.processes.sweep(victim.pid)
      assert.deepEqual(harness.leftovers([process.pid, victim.pid]), before)
      assert.deepEqual(native.processes.sweep(victim.pid), [])
      failed(native.sections.open(slot(), 'read'), 'not-found')
    })
  }

  fixtureTest(
    harness,
    'exit ends a process at once, although its threads wait in the kernel',
    async ({ partner }) => {
      const other = await partner()
      value(await other.serve())
      const queue = value(await other.createQueue(10))
      const waiting = assert.rejects(other.receive(queue))
      const asked = assert.rejects(other.exit(7))
      assert.equal(await other.exited, 7)
      await Promise.all([waiting, asked])
    },
  )

  fixtureTest(harness, 'a sweep touches nothing that a living process holds', async ({ native, slot, partner }) => {
    const [victim, survivor] = [await partner(), await partner()]
    value(await survivor.serve())
    const queue = value(await survivor.createQueue(10))
    const window = value(await survivor.createWindow(queue))
    const theirs = value(await victim.create(slot(), PAGE))
    await victim.write(theirs.address, [42])
    value(await victim.give(theirs, survivor.pid, 'read-write', 0))
    await victim.kill()
    native.processes.sweep(victim.pid)
    native.processes.sweepDead()

    await until(async () => (await survivor.gifts()).length > 0)
    const [gift] = await survivor.gifts()
    assert.ok(gift)
    assert.equal((await survivor.count(gift.mapping)).value, 1)
    assert.deepEqual(await survivor.read(gift.mapping.address, 1), [42])
    value(native.queues.post(window, { id: 0x1000, mp1: 5, mp2: 0 }))
    assert.equal(value(await survivor.receive(queue)).mp1, 5)
    const mine = value(native.sections.create(slot(1), PAGE))
    value(native.sections.give(mine, survivor.pid, 'read', 0))
    assert.equal(native.sections.count(mine).value, 2)
    assert.equal(value(await survivor.close(gift.mapping)).value, 0)
    await survivor.kill()
    native.sections.close(mine)
  })

  fixtureTest(harness, 'sweepDead removes what several killed processes left', async ({ native, slot, partner }) => {
    const victims = [await partner(), await partner()]
    for (const [index, victim] of victims.entries()) {
      value(await victim.createQueue(10))
      value(await victim.serve())
      value(await victim.create(slot(index), PAGE))
    }
    for (const victim of victims) await victim.kill()
    native.processes.sweepDead()
    assert.deepEqual(harness.leftovers(victims.map(({ pid }) => pid)), [])
    failed(native.sections.open(slot(0), 'read'), 'not-found')
  })
}

/** For kernels whose sections outlive those that have them mapped. */
export function describeReclaim(harness: Harness) {
  fixtureTest(harness, 'reclaim lets go of all that is mapped, and removes what nobody else has', async (fixture) => {
    const { native, slot, partner } = fixture
    const other = await partner()
    const shared = value(native.sections.create(slot(0), PAGE))
    value(await other.create(slot(1), 2 * PAGE))
    value(await other.open(shared.address, 'read-write'))
    assert.equal((await other.reclaim()).length, 2)
    assert.equal(native.sections.count(shared).value, 1)
    failed(native.sections.open(slot(1), 'read'), 'not-found')
    assert.deepEqual(await other.reclaim(), [])
    native.sections.close(shared)
  })
}

/** For kernels that end a process when its parent dies. */
export function describeEndWithParent(harness: Harness) {
  fixtureTest(
    harness,
    'endWithParent: the kernel kills the child of a killed parent',
    async ({ native, partner }) => {
      const parent = await partner()
      const child = processId((await parent.startChild()) ?? Number.NaN)
      assert.equal(native.processes.isAlive(child), true)
      await parent.kill()
      await until(() => !native.processes.isAlive(child))
    },
  )

  fixtureTest(harness, 'endWithParent: who has another parent by then ends at once', async ({ partner }) => {
    const parent = await partner()
    const gone = await partner()
    await gone.kill()
    assert.equal(await parent.startChild(gone.pid), null)
  })
}
