/** Conformance of Give: `Sections.give` and `MemoryAgent`. */
import assert from 'node:assert/strict'
import { failed, fixtureTest, PAGE, SLOT, slotOf, until, value } from './fixture.ts'
import type { Harness } from './harness.ts'

export function describeGifts(harness: Harness) {
  fixtureTest(harness, 'a Give has mapped the section there before it returns', async ({ native, slot, partner }) => {
    const receiver = await partner()
    value(await receiver.serve())
    const mapping = value(native.sections.create(slot(), 2 * PAGE))
    native.sections.write(mapping.address, Uint8Array.of(79, 83, 47, 50))
    value(native.sections.give(mapping, receiver.pid, 'read-write'))
    assert.equal(native.sections.count(mapping).value, 2)
    await until(async () => (await receiver.gifts()).length > 0)
    const [gift] = await receiver.gifts()
    assert.ok(gift)
    assert.equal(gift.address, mapping.address)
    assert.equal(gift.size, mapping.size)
    assert.equal(gift.access, 'read-write')
    assert.deepEqual(await receiver.read(gift.address, 4), [79, 83, 47, 50])
    assert.equal(value(await receiver.close(gift)).value, 1)
    assert.equal(value(native.sections.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'what was given outlives the close of its giver: post, then free', async (fixture) => {
    const { sections } = fixture.native
    const receiver = await fixture.partner()
    value(await receiver.serve())
    const mapping = value(sections.create(fixture.slot(), PAGE))
    sections.write(mapping.address, Uint8Array.of(1, 2, 3))
    value(sections.give(mapping, receiver.pid, 'read'))
    assert.equal(value(sections.close(mapping)).value, 1)
    await until(async () => (await receiver.gifts()).length > 0)
    const [gift] = await receiver.gifts()
    assert.ok(gift)
    assert.equal(gift.access, 'read')
    assert.deepEqual(await receiver.read(gift.address, 3), [1, 2, 3])
    failed(sections.create(fixture.slot(), PAGE), 'exists')
    assert.equal(value(await receiver.close(gift)).value, 0)
  })

  fixtureTest(harness, 'a Give to a holder succeeds and changes nothing', async ({ native, slot, partner }) => {
    const receiver = await partner()
    value(await receiver.serve())
    const mapping = value(native.sections.create(slot(), PAGE))
    value(native.sections.give(mapping, receiver.pid, 'read-write'))
    value(native.sections.give(mapping, receiver.pid, 'read-write'))
    value(native.sections.give(mapping, receiver.pid, 'read'))
    assert.equal(native.sections.count(mapping).value, 2)
    await until(async () => (await receiver.gifts()).length > 0)
    const gifts = await receiver.gifts()
    assert.equal(gifts.length, 1)
    if (gifts[0]) assert.equal(value(await receiver.close(gifts[0])).value, 1)
    native.sections.close(mapping)
  })

  fixtureTest(
    harness,
    'a Give to itself succeeds and changes nothing, with an agent and without',
    async (fixture) => {
      const { native, slot } = fixture
      const mapping = value(native.sections.create(slot(), PAGE))
      value(native.sections.give(mapping, native.processes.self, 'read-write'))
      assert.equal(native.sections.count(mapping).value, 1)
      assert.equal(value(native.sections.close(mapping)).value, 0)

      const other = await fixture.partner()
      value(await other.serve())
      const theirs = value(await other.create(slot(), PAGE))
      value(await other.give(theirs, other.pid, 'read-write'))
      assert.equal((await other.count(theirs)).value, 1)
      assert.deepEqual(await other.gifts(), [])
      assert.equal(value(await other.close(theirs)).value, 0)
    },
  )

  fixtureTest(harness, 'an address that is in use in the receiver is address-taken', async (fixture) => {
    const { sections } = fixture.native
    const receiver = await fixture.partner()
    value(await receiver.serve())
    const theirs = value(await receiver.create(slotOf(0), 2 * SLOT))
    const mapping = value(sections.create(slotOf(1), PAGE))
    assert.ok(failed(sections.give(mapping, receiver.pid, 'read-write'), 'address-taken').error)
    assert.equal(sections.count(mapping).value, 1)
    assert.deepEqual(await receiver.gifts(), [])
    value(await receiver.close(theirs))
    // The refused Give has done no harm: once the range is free, the same Give succeeds.
    value(sections.give(mapping, receiver.pid, 'read-write'))
    assert.equal(sections.count(mapping).value, 2)
    await receiver.kill()
    assert.equal(value(sections.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'a Give to a dead process, or to one without an agent, is no-process', async (fixture) => {
    const { sections } = fixture.native
    const [deaf, dead] = [await fixture.partner(), await fixture.partner()]
    value(await dead.serve())
    await dead.kill()
    const mapping = value(sections.create(fixture.slot(), PAGE))
    failed(sections.give(mapping, deaf.pid, 'read'), 'no-process')
    failed(sections.give(mapping, dead.pid, 'read'), 'no-process')
    assert.equal(sections.count(mapping).value, 1)
    sections.close(mapping)
  })

  fixtureTest(harness, 'a stopped agent receives nothing more, and can listen again', async (fixture) => {
    const { sections } = fixture.native
    const receiver = await fixture.partner()
    value(await receiver.serve())
    await receiver.stopServing()
    const mapping = value(sections.create(fixture.slot(), PAGE))
    failed(sections.give(mapping, receiver.pid, 'read'), 'no-process')
    value(await receiver.serve())
    value(sections.give(mapping, receiver.pid, 'read'))
    assert.equal(sections.count(mapping).value, 2)
    await receiver.stopServing()
    await receiver.kill()
    sections.close(mapping)
  })

  fixtureTest(harness, 'a giver wakes when the process that it asks is killed', async (fixture) => {
    const { native } = fixture
    const [giver, target] = [await fixture.partner(), await fixture.partner()]
    value(await target.listenOnly())
    const mapping = value(await giver.create(fixture.slot(), PAGE))
    const given = giver.give(mapping, target.pid, 'read-write')
    // Longer than a Give that is answered takes: by now the giver waits in the kernel.
    await new Promise((resolve) => setTimeout(resolve, 100))
    await target.kill()
    native.processes.sweep(target.pid)
    failed(await given, 'no-process')
    assert.equal(value(await giver.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'two givers at once get each their own answer', async (fixture) => {
    const receiver = await fixture.partner()
    value(await receiver.serve())
    const givers = [await fixture.partner(), await fixture.partner()]
    const rounds = givers.map(async (giver, which) => {
      for (let round = 0; round < 8; round += 1) {
        const mapping = value(await giver.create(slotOf(which * 8 + round), PAGE))
        value(await giver.give(mapping, receiver.pid, 'read-write'))
        assert.equal((await giver.count(mapping)).value, 2)
        assert.equal(value(await giver.close(mapping)).value, 1)
      }
    })
    await Promise.all(rounds)
    await until(async () => (await receiver.gifts()).length === 16)
    const gifts = await receiver.gifts()
    assert.equal(new Set(gifts.map(({ address }) => address)).size, 16)
    for (const gift of gifts) assert.equal(value(await receiver.close(gift)).value, 0)
  })

  fixtureTest(harness, 'the log of a Give names the call that was made in the receiver', async (fixture) => {
    const { native, calls, slot } = fixture
    const receiver = await fixture.partner()
    value(await receiver.serve())
    const mapping = value(native.sections.create(slot(), PAGE))
    value(native.sections.give(mapping, receiver.pid, 'read-write'))
    const there = calls.filter(({ pid }) => pid === receiver.pid)
    assert.equal(there.length, 1)
    assert.equal(there[0]?.errno, null)
    assert.ok((there[0]?.end ?? 0) >= (there[0]?.start ?? 1))
    await receiver.kill()
    native.sections.close(mapping)
  })
}
