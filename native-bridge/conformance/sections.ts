/** Conformance of `Sections`, without Give. */
import assert from 'node:assert/strict'
import { failed, fixtureTest, PAGE, value } from './fixture.ts'
import type { Harness } from './harness.ts'

export function describeSections(harness: Harness) {
  fixtureTest(harness, 'a new section is zero-filled, at its address, and counts one', ({ native, slot }) => {
    const { sections } = native
    const mapping = value(sections.create(slot(), 2 * PAGE))
    assert.equal(mapping.address, slot())
    assert.equal(mapping.size, 2 * PAGE)
    assert.equal(mapping.access, 'read-write')
    const bytes = new Uint8Array(2 * PAGE).fill(1)
    sections.read(mapping.address, bytes)
    assert.ok(bytes.every((byte) => byte === 0))
    assert.equal(sections.count(mapping).value, 1)
    assert.equal(value(sections.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'the count goes 1, 2, 1, gone, as two processes open and close', async (fixture) => {
    const { sections } = fixture.native
    const partner = await fixture.partner()
    const mapping = value(sections.create(fixture.slot(), PAGE))
    assert.equal(sections.count(mapping).value, 1)
    const there = value(await partner.open(fixture.slot(), 'read-write'))
    assert.equal(there.address, mapping.address)
    assert.equal(there.size, PAGE)
    assert.equal(sections.count(mapping).value, 2)
    assert.equal((await partner.count(there)).value, 2)
    assert.equal(value(sections.close(mapping)).value, 1)
    assert.equal(value(await partner.close(there)).value, 0)
    assert.equal((await partner.count(there)).value, 0)
    failed(sections.open(fixture.slot(), 'read'), 'not-found')
  })

  fixtureTest(
    harness,
    'bytes that one process writes are what the other reads',
    async ({ native, slot, partner }) => {
      const { sections } = native
      const other = await partner()
      const mapping = value(sections.create(slot(), 4 * PAGE))
      const there = value(await other.open(slot(), 'read-write'))
      const text = Buffer.from('Fe 26 iron: ж 鉄 ☿')
      sections.write(mapping.address + PAGE - 3, text)
      assert.deepEqual(await other.read(there.address + PAGE - 3, text.length), [...text])
      await other.write(there.address + 4 * PAGE - 2, [200, 201])
      const back = new Uint8Array(4).fill(9)
      sections.read(mapping.address + 4 * PAGE - 2, back.subarray(1, 3))
      assert.deepEqual([...back], [9, 200, 201, 9])
      await other.close(there)
      sections.close(mapping)
    },
  )

  fixtureTest(harness, 'a page’s protection is its process’s own', async ({ native, slot, partner }) => {
    const { sections } = native
    const other = await partner()
    const mapping = value(sections.create(slot(), 2 * PAGE))
    const there = value(await other.open(slot(), 'read-write'))
    value(sections.protect(mapping.address + PAGE, PAGE, 'none'))
    sections.write(mapping.address + PAGE - 1, Uint8Array.of(7))
    await other.write(there.address + PAGE, [8])
    value(sections.protect(mapping.address + PAGE, PAGE, 'read'))
    const bytes = new Uint8Array(2)
    sections.read(mapping.address + PAGE - 1, bytes)
    assert.deepEqual([...bytes], [7, 8])
    value(sections.protect(mapping.address + PAGE, PAGE, 'read-write'))
    sections.write(mapping.address + PAGE, Uint8Array.of(9))
    await other.close(there)
    sections.close(mapping)
    assert.ok(!sections.protect(mapping.address, PAGE, 'read').ok)
  })

  fixtureTest(harness, 'copies of any length arrive whole, also of none', ({ native, slot }) => {
    const { sections } = native
    const size = 1 << 20
    const mapping = value(sections.create(slot(), size))
    const pattern = Uint8Array.from({ length: size }, (_, index) => (index * 31) % 251)
    sections.write(mapping.address, pattern)
    const back = new Uint8Array(size)
    sections.read(mapping.address, back)
    assert.ok(Buffer.from(back).equals(Buffer.from(pattern)))
    sections.write(mapping.address, new Uint8Array(0))
    sections.read(mapping.address, new Uint8Array(0))
    value(sections.close(mapping))
  })

  fixtureTest(harness, 'creation is exclusive, in the same process and in another', async (fixture) => {
    const { sections } = fixture.native
    const partner = await fixture.partner()
    const mapping = value(sections.create(fixture.slot(), PAGE))
    assert.ok(failed(sections.create(fixture.slot(), PAGE), 'exists').error)
    assert.ok(failed(await partner.create(fixture.slot(), PAGE), 'exists').error)
    assert.equal(sections.count(mapping).value, 1)
    value(sections.close(mapping))
    const again = value(await partner.create(fixture.slot(), PAGE))
    assert.deepEqual(await partner.read(again.address, 4), [0, 0, 0, 0])
    value(await partner.close(again))
  })

  fixtureTest(harness, 'a slot is not handed out while the last of several holders has it', async (fixture) => {
    const { sections } = fixture.native
    const partner = await fixture.partner()
    const mapping = value(sections.create(fixture.slot(), PAGE))
    const there = value(await partner.open(fixture.slot(), 'read'))
    value(sections.close(mapping))
    failed(sections.create(fixture.slot(), PAGE), 'exists')
    value(await partner.close(there))
    value(sections.close(value(sections.create(fixture.slot(), PAGE))))
  })

  fixtureTest(harness, 'opening what is not there is not-found, with the kernel error', ({ native, slot }) => {
    const { error } = failed(native.sections.open(slot(), 'read-write'), 'not-found')
    assert.match(error?.name ?? '', /^E[A-Z_]+$/)
    assert.ok((error?.code ?? 0) > 0)
  })

  fixtureTest(harness, 'a mapping for reading says so and can be read', async ({ native, slot, partner }) => {
    const other = await partner()
    const theirs = value(await other.create(slot(), PAGE))
    await other.write(theirs.address, [1, 2, 3])
    const mapping = value(native.sections.open(slot(), 'read'))
    assert.equal(mapping.access, 'read')
    const bytes = new Uint8Array(3)
    native.sections.read(mapping.address, bytes)
    assert.deepEqual([...bytes], [1, 2, 3])
    native.sections.close(mapping)
    await other.close(theirs)
  })

  fixtureTest(harness, 'who writes what is mapped for reading is ended by the kernel', async (fixture) => {
    const { sections, processes } = fixture.native
    const reader = await fixture.partner()
    const mapping = value(sections.create(fixture.slot(), PAGE))
    const theirs = value(await reader.open(fixture.slot(), 'read'))
    assert.deepEqual(await reader.read(theirs.address, 1), [0])
    await assert.rejects(reader.write(theirs.address, [1]))
    assert.equal(processes.isAlive(reader.pid), false)
    assert.equal(value(sections.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'what is mapped for reading can be widened, and stays one use', async (fixture) => {
    const { sections } = fixture.native
    const reader = await fixture.partner()
    const mapping = value(sections.create(fixture.slot(), 3 * PAGE))
    sections.write(mapping.address, Uint8Array.of(7))
    const theirs = value(await reader.open(fixture.slot(), 'read'))
    assert.equal(sections.count(mapping).value, 2)
    const widened = value(await reader.widen(theirs))
    assert.deepEqual(widened, { ...theirs, access: 'read-write' })
    assert.equal(sections.count(mapping).value, 2)
    await reader.write(widened.address + 1, [8])
    await reader.write(widened.address + 3 * PAGE - 1, [9])
    const bytes = new Uint8Array(2)
    sections.read(mapping.address, bytes)
    assert.deepEqual([...bytes], [7, 8])
    assert.equal(value(await reader.close(widened)).value, 1)
    assert.equal(value(sections.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'inspecting shows a section somewhere else, and leaves nothing', async (fixture) => {
    const { sections } = fixture.native
    const other = await fixture.partner()
    const theirs = value(await other.create(fixture.slot(), PAGE))
    await other.write(theirs.address, [1, 2, 3])
    const bytes = new Uint8Array(3)
    const seen = value(
      sections.inspect(fixture.slot(), ({ address, size }) => {
        sections.read(address, bytes)
        return { address, size }
      }),
    )
    assert.notEqual(seen.address, fixture.slot())
    assert.equal(seen.size, PAGE)
    assert.deepEqual([...bytes], [1, 2, 3])
    assert.equal((await other.count(theirs)).value, 1)
    assert.equal(value(await other.close(theirs)).value, 0)
    failed(
      sections.inspect(fixture.slot(), () => 0),
      'not-found',
    )
  })

  fixtureTest(harness, 'an address that is in use here is refused, and nothing stays behind', ({ native, slot }) => {
    const { sections } = native
    const mapping = value(sections.create(slot(0), 2 * 0x1_0000))
    assert.ok(failed(sections.create(slot(1), PAGE), 'address-taken').error)
    failed(sections.open(slot(1), 'read'), 'not-found')
    failed(sections.open(slot(0), 'read-write'), 'held')
    assert.equal(sections.count(mapping).value, 1)
    assert.equal(value(sections.close(mapping)).value, 0)
  })

  fixtureTest(harness, 'a second close fails and harms nobody', async ({ native, slot, partner }) => {
    const other = await partner()
    const mapping = value(native.sections.create(slot(), PAGE))
    const there = value(await other.open(slot(), 'read-write'))
    value(native.sections.close(mapping))
    failed(native.sections.close(mapping), 'not-found')
    assert.equal((await other.count(there)).value, 1)
    value(await other.close(there))
  })

  fixtureTest(
    harness,
    'every kernel call is in the log, in order, with its error by name',
    ({ native, calls, slot }) => {
      const mapping = value(native.sections.create(slot(), PAGE))
      const { error } = failed(native.sections.create(slot(), PAGE), 'exists')
      assert.deepEqual(calls.findLast((call) => call.errno !== null)?.errno, error)
      native.sections.count(mapping)
      native.sections.close(mapping)
      assert.ok(calls.length >= 5, `${calls.length} calls`)
      for (const [index, call] of calls.entries()) {
        assert.ok(
          call.end >= call.start && call.start >= (calls[index - 1]?.end ?? 0),
          `${call.name} is out of order`,
        )
      }
      assert.ok(
        calls.some((call) =>
          call.args.some((argument) => String(argument).includes(slot().toString(16).toUpperCase())),
        ),
      )
    },
  )
}
