/** How a process may use an object, by the PAG_* flags with which it got it or was given it, once and again. */
import assert from 'node:assert/strict'
import type { Gift } from '../native.ts'
import { ERROR_ACCESS_DENIED, ERROR_INTERRUPT, errorName, NO_ERROR } from '../os2/errors.ts'
import * as flags from '../os2/flags.ts'
import { out } from '../out.ts'
import { type Address, address, hexadecimal } from '../units.ts'
import { PAGE, value } from './fixture.ts'
import type { Harness } from './harness.ts'
import { type Os2Fixture, os2Test, READ_WRITE, SHARED } from './os2-fixture.ts'
import type { Partner } from './partner-client.ts'

const { OBJ_GIVEABLE, PAG_BASE, PAG_COMMIT, PAG_DEFAULT, PAG_GUARD, PAG_READ, PAG_SHARED } = flags

/** One way in which another process comes to an object, or to more of it. Resolves to the return code. */
type Way = (fixture: Os2Fixture, receiver: Partner, pb: Address) => Promise<number>

const given =
  (flag: number): Way =>
  async ({ os2 }, receiver, pb) =>
    os2.DosGiveSharedMem(pb, receiver.pid, flag)
const got =
  (flag: number): Way =>
  async (_fixture, receiver, pb) =>
    Number((await receiver.os2('DosGetSharedMem', [pb, flag])).returned)
const givenByItself =
  (flag: number): Way =>
  async (_fixture, receiver, pb) =>
    Number((await receiver.os2('DosGiveSharedMem', [pb, receiver.pid, flag])).returned)

/** What DosQueryMem tells of the first page there, without what is the same for all. */
async function queried(receiver: Partner, pb: Address) {
  const { returned, args } = await receiver.os2('DosQueryMem', [pb, out(PAGE), out(0)])
  assert.equal(returned, NO_ERROR)
  return (args[2] as { value: number }).value & ~(PAG_SHARED | PAG_BASE)
}

async function receiverOf(fixture: Os2Fixture) {
  const receiver = await fixture.partner()
  value(await receiver.serve())
  return receiver
}

export function describeOs2Access(harness: Harness) {
  describeAgain(harness)
  describeUncommitted(harness)
  describeGuards(harness)
  describeGetAgainstGift(harness)
}

function describeAgain(harness: Harness) {
  const GIVE_ONLY = SHARED & ~flags.OBJ_GETTABLE
  const READ_ONLY = SHARED & ~flags.PAG_WRITE
  type Row = [what: string, created: number, first: Way, again: Way | null, code: number, granted: number]
  const rows: Row[] = [
    ['given to be read', SHARED, given(PAG_READ), null, NO_ERROR, PAG_READ],
    ['given to be read, then got to be written', SHARED, given(PAG_READ), got(READ_WRITE), NO_ERROR, READ_WRITE],
    ['given to be read, then given to be written', SHARED, given(PAG_READ), given(READ_WRITE), NO_ERROR, READ_WRITE],
    ['got to be read, then got to be written', SHARED, got(PAG_READ), got(READ_WRITE), NO_ERROR, READ_WRITE],
    ['got to be read, then given to be written', SHARED, got(PAG_READ), given(READ_WRITE), NO_ERROR, READ_WRITE],
    [
      'given to be read, then given by itself to be written',
      ...([SHARED, given(PAG_READ), givenByItself(READ_WRITE), NO_ERROR, READ_WRITE] as const),
    ],
    ['given to be written, then got to be read', SHARED, given(READ_WRITE), got(PAG_READ), NO_ERROR, READ_WRITE],
    ['given to be written, then given to be read', SHARED, given(READ_WRITE), given(PAG_READ), NO_ERROR, READ_WRITE],
    ['got to be written, then given to be read', SHARED, got(READ_WRITE), given(PAG_READ), NO_ERROR, READ_WRITE],
    [
      'created and given to be read, then got to be written',
      ...([READ_ONLY, given(PAG_READ), got(READ_WRITE), ERROR_ACCESS_DENIED, PAG_READ] as const),
    ],
    [
      'not gettable and given to be read, then got to be written',
      ...([GIVE_ONLY, given(PAG_READ), got(READ_WRITE), ERROR_ACCESS_DENIED, PAG_READ] as const),
    ],
  ]
  for (const [what, created, first, again, code, granted] of rows) {
    os2Test(harness, `an object ${what}: ${errorName(code)}, and ${flags.flagNames(granted)}`, async (fixture) => {
      const receiver = await receiverOf(fixture)
      const pb = fixture.allocate(created, 2 * PAGE)
      assert.equal(await first(fixture, receiver, pb), NO_ERROR)
      if (again) assert.equal(await again(fixture, receiver, pb), code)
      assert.equal(await queried(receiver, pb), granted | PAG_COMMIT)
      const writable = (granted & flags.PAG_WRITE) !== 0
      const written = await receiver.touch('write', pb, PAGE, [1, 2])
      if (writable) assert.deepEqual([...fixture.touch.read(pb, PAGE, 2)], [1, 2])
      else assert.match(String(written), /may only read/)
      const set = await receiver.os2('DosSetMem', [pb, PAGE, READ_WRITE])
      assert.equal(set.returned, writable ? NO_ERROR : ERROR_ACCESS_DENIED)
      assert.equal(fixture.native.sections.probe(pb).value, 2)
      // And so does the kernel see it.
      if (writable) await receiver.write(pb + 5, [3])
      else await assert.rejects(receiver.write(pb + 5, [3]))
    })
  }

  os2Test(harness, 'a named object got to be read, then to be written, can be written', async (fixture) => {
    const receiver = await fixture.partner()
    const [pb, name] = [out(address(0)), `\\SHAREMEM\\${process.pid}\\WIDER`]
    assert.equal(fixture.os2.DosAllocSharedMem(pb, name, PAGE, PAG_COMMIT | READ_WRITE), NO_ERROR)
    for (const flag of [PAG_READ, READ_WRITE]) {
      const { returned } = await receiver.os2('DosGetNamedSharedMem', [out(0), name, flag])
      assert.equal(returned, NO_ERROR)
    }
    assert.deepEqual(await receiver.touch('write', pb.value, 0, [7]), [7])
    assert.equal(fixture.native.sections.probe(pb.value).value, 2)
  })

  os2Test(harness, 'what was given again and freed before anybody looked is not held', async (fixture) => {
    const receiver = await receiverOf(fixture)
    const pb = fixture.allocate()
    for (const flag of [PAG_READ, READ_WRITE]) assert.equal(await given(flag)(fixture, receiver, pb), NO_ERROR)
    assert.equal((await receiver.os2('DosFreeMem', [pb])).returned, NO_ERROR)
    assert.match(String(await receiver.touch('read', pb, 0, [0])), /has freed the object/)
    assert.equal(fixture.native.sections.probe(pb).value, 1)
  })
}

function describeUncommitted(harness: Harness) {
  os2Test(harness, 'pages that are not committed yet are wider as well, and stay untouchable', async (fixture) => {
    const { os2, allocate, touch } = fixture
    const receiver = await receiverOf(fixture)
    const pb = allocate(SHARED & ~PAG_COMMIT, 3 * PAGE)
    assert.equal(os2.DosSetMem(address(pb + PAGE), PAGE, PAG_COMMIT | PAG_DEFAULT), NO_ERROR)
    assert.equal(os2.DosGiveSharedMem(pb, receiver.pid, PAG_READ), NO_ERROR)
    assert.equal((await receiver.os2('DosSetMem', [pb, PAGE, PAG_COMMIT | PAG_READ])).returned, ERROR_ACCESS_DENIED)
    assert.match(String(await receiver.touch('write', pb, PAGE, [1])), /may only read/)

    assert.equal((await receiver.os2('DosGetSharedMem', [pb, READ_WRITE])).returned, NO_ERROR)
    assert.equal(await queried(receiver, pb), READ_WRITE)
    assert.match(String(await receiver.touch('write', pb, 0, [1])), /nobody has committed it/)
    assert.deepEqual(await receiver.touch('write', pb, PAGE, [1]), [1])
    assert.equal((await receiver.os2('DosSetMem', [pb, PAGE, PAG_COMMIT | PAG_DEFAULT])).returned, NO_ERROR)
    assert.deepEqual(await receiver.touch('write', pb, 0, [2]), [2])
    assert.deepEqual([...touch.read(pb, 0, 1)], [2])
    await assert.rejects(receiver.read(pb + 2 * PAGE, 1))
  })
}

function describeGuards(harness: Harness) {
  const ways: [what: string, way: Way][] = [
    ['given with PAG_GUARD', given(READ_WRITE | PAG_GUARD)],
    ['got with PAG_GUARD', got(READ_WRITE | PAG_GUARD)],
  ]
  for (const [what, way] of ways) {
    os2Test(harness, `the first touch of each page that was ${what} raises`, async (fixture) => {
      const receiver = await receiverOf(fixture)
      const pb = fixture.allocate(SHARED, 3 * PAGE)
      fixture.touch.write(pb, 0, Buffer.from([5]))
      assert.equal(await way(fixture, receiver, pb), NO_ERROR)
      assert.equal(await queried(receiver, pb), READ_WRITE | PAG_GUARD | PAG_COMMIT)
      assert.match(String(await receiver.touch('read', pb, 0, [0])), /guard page violation 0x80000001/)
      assert.deepEqual(await receiver.touch('read', pb, 0, [0]), [5])
      assert.equal(await queried(receiver, pb), READ_WRITE | PAG_COMMIT)
      assert.match(String(await receiver.touch('write', pb, PAGE, [1])), /guard page violation/)
      assert.deepEqual(await receiver.touch('write', pb, PAGE, [1]), [1])
      // Who has created it is not guarded.
      fixture.touch.write(pb, 2 * PAGE, Buffer.from([1]))
      await assert.rejects(receiver.read(pb + 2 * PAGE, 1))
    })
  }

  os2Test(harness, 'who is given to be read with PAG_GUARD, and gets to write, keeps the guards', async (fixture) => {
    const receiver = await receiverOf(fixture)
    const pb = fixture.allocate(SHARED, 2 * PAGE)
    assert.equal(await given(PAG_READ | PAG_GUARD)(fixture, receiver, pb), NO_ERROR)
    assert.match(String(await receiver.touch('read', pb, 0, [0])), /guard page violation/)
    assert.equal(await got(READ_WRITE | PAG_GUARD)(fixture, receiver, pb), NO_ERROR)
    assert.deepEqual(await receiver.touch('write', pb, 0, [1]), [1])
    assert.match(String(await receiver.touch('write', pb, PAGE, [1])), /guard page violation/)
    assert.deepEqual(await receiver.touch('write', pb, PAGE, [1]), [1])
  })

  os2Test(harness, 'guards of who has created an object are his own', async (fixture) => {
    const receiver = await receiverOf(fixture)
    const pb = fixture.allocate(SHARED | PAG_GUARD)
    assert.equal(await given(READ_WRITE)(fixture, receiver, pb), NO_ERROR)
    assert.deepEqual(await receiver.touch('read', pb, 0, [9]), [0])
    assert.throws(() => fixture.touch.read(pb, 0, 1), /guard page violation/)
  })
}

/** The agent maps a gift in a thread of its own, and hands it over after that. */
function describeGetAgainstGift(harness: Harness) {
  async function allocated(partner: Partner, created: number) {
    const { returned, args } = await partner.os2('DosAllocSharedMem', [out(0), null, PAGE, created])
    assert.equal(returned, NO_ERROR)
    return address((args[0] as { value: number }).value)
  }
  const waiting: Gift[] = []
  let asked = 0
  const late = {
    gifts() {
      asked += 1
      return asked > 6 ? waiting.splice(0) : []
    },
  }

  os2Test(
    harness,
    'a Get of what the agent has just mapped waits until it is handed over: NO_ERROR',
    async (fixture) => {
      const { native, os2, touch, partner } = fixture
      const pb = await allocated(await partner(), SHARED)
      const mapping = value(harness.createNative({ add() {} }).sections.open(pb, 'read'))
      waiting.splice(0, waiting.length, { mapping, tag: PAG_READ, held: false })
      asked = 0
      assert.equal(os2.DosGetSharedMem(pb, READ_WRITE), NO_ERROR)
      touch.write(pb, 0, Buffer.from('x'))
      assert.equal(native.sections.probe(pb).value, 2)
      assert.equal(os2.DosFreeMem(pb), NO_ERROR)
      assert.equal(native.sections.probe(pb).value, 1)
    },
    late,
  )

  os2Test(harness, 'a Get of what the agent never hands over ends with ERROR_INTERRUPT', async (fixture) => {
    const pb = await allocated(await fixture.partner(), SHARED)
    const { sections } = harness.createNative({ add() {} })
    const mapping = value(sections.open(pb, 'read'))
    assert.equal(fixture.os2.DosGetSharedMem(pb, PAG_READ), ERROR_INTERRUPT)
    value(sections.close(mapping))
    assert.equal(fixture.os2.DosGetSharedMem(pb, PAG_READ), NO_ERROR)
  })

  os2Test(harness, 'a Get that is refused never has the object mapped where a Give would', async (fixture) => {
    const { calls, os2, partner } = fixture
    const pb = await allocated(await partner(), OBJ_GIVEABLE | PAG_COMMIT | READ_WRITE)
    calls.length = 0
    assert.equal(os2.DosGetSharedMem(pb, READ_WRITE), ERROR_ACCESS_DENIED)
    const maps = calls.filter(({ name }) => name === 'shmat' || name === 'MapViewOfFileEx')
    assert.equal(maps.length, 1)
    assert.ok(maps.every(({ args }) => !args.includes(hexadecimal(pb))))
  })
}
