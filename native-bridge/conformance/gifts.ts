/** Conformance of Give: `Sections.give` and `MemoryAgent`. */
import assert from 'node:assert/strict'
import type { Gift, Mapping } from '../native.ts'
import { failed, fixtureTest, PAGE, SLOT, slotOf, until, value } from './fixture.ts'
import type { Harness } from './harness.ts'

export function describeGifts(harness: Harness) {
  fixtureTest(harness, 'a Give has mapped the section there before it returns', async (fixture) => {
    const { native, calls, awaited, slot, partner } = fixture
    const receiver = await partner()
    value(await receiver.serve())
    const mapping = value(native.sections.create(slot(), 2 * PAGE))
    native.sections.write(mapping.address, Uint8Array.of(79, 83, 47, 50))
    value(native.sections.give(mapping, receiver.pid, 'read-write', 0xffff_fffe))
    // It has said so before it waited for the answer.
    assert.deepEqual(
      awaited.map((index) => calls[index]?.args.includes('answer')),
      [true],
    )
    assert.equal(native.sections.count(mapping).value, 2)
    await until(async () => (await receiver.gifts()).length > 0)
    const [gift] = await receiver.gifts()
    assert.ok(gift)
    const { address, size, access } = gift.mapping
    assert.deepEqual(
      { ...gift, mapping: { address, size, access } },
      {
        ...{ mapping: { address: mapping.address, size: mapping.size, access: 'read-write' } },
        ...{ tag: 0xffff_fffe, held: false },
      },
    )
    assert.deepEqual(await receiver.read(address, 4), [79, 83, 47, 50])
    assert.equal(value(await receiver.close(gift.mapping)).value, 1)
    assert.equal(value(native.sections.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'what was given outlives the close of its giver: post, then free', async (fixture) => {
    const { sections } = fixture.native
    const receiver = await fixture.partner()
    value(await receiver.serve())
    const mapping = value(sections.create(fixture.slot(), PAGE))
    sections.write(mapping.address, Uint8Array.of(1, 2, 3))
    value(sections.give(mapping, receiver.pid, 'read', 0))
    assert.equal(value(sections.close(mapping)).value, 1)
    await until(async () => (await receiver.gifts()).length > 0)
    const [gift] = await receiver.gifts()
    assert.ok(gift)
    assert.equal(gift.mapping.access, 'read')
    assert.deepEqual(await receiver.read(gift.mapping.address, 3), [1, 2, 3])
    failed(sections.create(fixture.slot(), PAGE), 'exists')
    assert.equal(value(await receiver.close(gift.mapping)).value, 0)
  })

  fixtureTest(harness, 'a Give to a holder maps nothing, and is handed over', async ({ native, slot, partner }) => {
    const receiver = await partner()
    value(await receiver.serve())
    const mapping = value(native.sections.create(slot(), PAGE))
    value(native.sections.give(mapping, receiver.pid, 'read', 1))
    value(native.sections.give(mapping, receiver.pid, 'read-write', 2))
    value(native.sections.give(mapping, receiver.pid, 'read', 3))
    assert.equal(native.sections.count(mapping).value, 2)
    await until(async () => (await receiver.gifts()).length === 3)
    const gifts = await receiver.gifts()
    assert.deepEqual(
      gifts.map(({ mapping: { address, access }, tag, held }) => [address, access, tag, held]),
      [
        [slot(), 'read', 1, false],
        [slot(), 'read-write', 2, true],
        [slot(), 'read', 3, true],
      ],
    )
    if (gifts[0]) assert.equal(value(await receiver.close(gifts[0].mapping)).value, 1)
    native.sections.close(mapping)
  })

  fixtureTest(
    harness,
    'a Give to itself succeeds and changes nothing, with an agent and without',
    async (fixture) => {
      const { native, slot } = fixture
      const mapping = value(native.sections.create(slot(), PAGE))
      value(native.sections.give(mapping, native.processes.self, 'read-write', 0))
      assert.equal(native.sections.count(mapping).value, 1)
      assert.equal(value(native.sections.close(mapping)).value, 0)

      const other = await fixture.partner()
      value(await other.serve())
      const theirs = value(await other.create(slot(), PAGE))
      value(await other.give(theirs, other.pid, 'read-write', 0))
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
    assert.ok(failed(sections.give(mapping, receiver.pid, 'read-write', 0), 'address-taken').error)
    assert.equal(sections.count(mapping).value, 1)
    assert.deepEqual(await receiver.gifts(), [])
    value(await receiver.close(theirs))
    // The refused Give has done no harm: once the range is free, the same Give succeeds.
    value(sections.give(mapping, receiver.pid, 'read-write', 0))
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
    failed(sections.give(mapping, deaf.pid, 'read', 0), 'no-process')
    failed(sections.give(mapping, dead.pid, 'read', 0), 'no-process')
    assert.equal(sections.count(mapping).value, 1)
    sections.close(mapping)
  })

  fixtureTest(harness, 'a stopped agent receives nothing more, and can listen again', async (fixture) => {
    const { sections } = fixture.native
    const receiver = await fixture.partner()
    value(await receiver.serve())
    await receiver.stopServing()
    const mapping = value(sections.create(fixture.slot(), PAGE))
    failed(sections.give(mapping, receiver.pid, 'read', 0), 'no-process')
    value(await receiver.serve())
    value(sections.give(mapping, receiver.pid, 'read', 0))
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
    const given = giver.give(mapping, target.pid, 'read-write', 0)
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
        value(await giver.give(mapping, receiver.pid, 'read-write', 0))
        assert.equal((await giver.count(mapping)).value, 2)
        assert.equal(value(await giver.close(mapping)).value, 1)
      }
    })
    await Promise.all(rounds)
    await until(async () => (await receiver.gifts()).length === 16)
    const gifts = await receiver.gifts()
    assert.equal(new Set(gifts.map(({ mapping }) => mapping.address)).size, 16)
    for (const { mapping } of gifts) assert.equal(value(await receiver.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'the log of a Give names the calls that were made in the receiver', async (fixture) => {
    const { native, calls, slot } = fixture
    const receiver = await fixture.partner()
    value(await receiver.serve())
    // A reader is mapped, and then loses the right to write.
    for (const [index, access, made] of [
      [0, 'read-write', 1],
      [1, 'read', 2],
    ] as const) {
      const mapping = value(native.sections.create(slot(index), PAGE))
      calls.length = 0
      value(native.sections.give(mapping, receiver.pid, access, 0))
      const there = calls.filter(({ pid }) => pid === receiver.pid)
      assert.equal(there.length, made)
      for (const { errno, start, end } of there) assert.ok(errno === null && end >= start && start > 0)
      value(native.sections.close(mapping))
    }
    await receiver.kill()
    native.processes.sweep(receiver.pid)
  })

  describeGiveRaces(harness)
}

/**
 * A receiver's program frees or gets while its agent maps: here at the very moment when the agent finds the address
 * taken, since its log tells of that at once.
 */
function describeGiveRaces(harness: Harness) {
  const maps = ['shmat', 'MapViewOfFileEx']

  /** Serves in this thread until `stopAgent` comes, and has `meanwhile` happen once. */
  function serve(meanwhile: () => void): { listen(): void; serve(): Gift[] } {
    let happened = false
    const { agent } = harness.createNative({
      add({ name, errno }) {
        if (happened || !errno || !maps.includes(name)) return
        happened = true
        meanwhile()
      },
    })
    return {
      listen: () => value(agent.listen()),
      serve() {
        const gifts: Gift[] = []
        agent.serve((gift) => gifts.push(gift))
        assert.ok(happened)
        return gifts
      },
    }
  }

  /** Both requests must have reached the partner before this thread blocks. */
  const sent = () => new Promise((resolve) => setTimeout(resolve, 100))

  fixtureTest(harness, 'a Give while the receiver frees is one after the free', async ({ native, slot, partner }) => {
    const giver = await partner()
    const theirs = value(await giver.create(slot(), PAGE))
    const ours = value(native.sections.open(slot(), 'read-write'))
    const agent = serve(() => value(native.sections.close(ours)))
    agent.listen()
    const given = giver.give(theirs, native.processes.self, 'read-write', 7)
    const stopped = giver.stopAgent(native.processes.self)
    await sent()
    const [gift, ...others] = agent.serve()
    value(await given)
    await stopped
    assert.ok(gift && !gift.held && others.length === 0)
    assert.equal(native.sections.count(gift.mapping).value, 2)
    value(native.sections.close(gift.mapping))
    assert.equal(value(await giver.close(theirs)).value, 0)
  })

  fixtureTest(harness, 'a Give while the receiver gets is one after the Get', async ({ native, slot, partner }) => {
    const giver = await partner()
    const blocker = value(native.sections.create(slot(0), 2 * SLOT))
    const theirs = value(await giver.create(slot(1), PAGE))
    const got: Mapping[] = []
    const agent = serve(() => {
      value(native.sections.close(blocker))
      got.push(value(native.sections.open(slot(1), 'read')))
    })
    agent.listen()
    const given = giver.give(theirs, native.processes.self, 'read-write', 7)
    const stopped = giver.stopAgent(native.processes.self)
    await sent()
    const [gift, ...others] = agent.serve()
    value(await given)
    await stopped
    assert.ok(gift?.held && gift.tag === 7 && others.length === 0)
    assert.equal((await giver.count(theirs)).value, 2)
    for (const mapping of got) value(native.sections.close(mapping))
    assert.equal(value(await giver.close(theirs)).value, 0)
  })
}
