/** Steps whose order matters use one object in common by the same name, whatever each of the two processes knows. */
import assert from 'node:assert/strict'
import { NO_ERROR } from '../os2/errors.ts'
import { DC_SEM_SHARED, PAG_COMMIT } from '../os2/flags.ts'
import { out } from '../out.ts'
import type { Use } from '../trace.ts'
import { address } from '../units.ts'
import { PAGE } from './fixture.ts'
import type { Harness } from './harness.ts'
import { type Os2Fixture, os2Test, READ_WRITE, SHARED } from './os2-fixture.ts'

type Step = () => unknown
/** What the order of two steps decides, and the two; the first is made first. */
type Pair = readonly [decides: string, Step, Step]

/** What a step says beforehand that it uses. */
function usesOf({ pending }: Os2Fixture, step: Step): readonly Use[] {
  const before = pending.length
  step()
  assert.equal(pending.length, before + 1)
  return pending.at(-1)?.uses ?? []
}

/** Whether they use one object in common, and not only to read it. */
const meet = (first: readonly Use[], second: readonly Use[]) =>
  first.some((a) => second.some((b) => a.object === b.object && (a.access !== 'read' || b.access !== 'read')))

function assertMeeting(fixture: Os2Fixture, pairs: readonly Pair[]) {
  for (const [decides, first, second] of pairs) {
    const both = [usesOf(fixture, first), usesOf(fixture, second)] as const
    assert.ok(meet(...both), `${decides}: ${JSON.stringify(both)}`)
  }
}

export function describeOs2Uses(harness: Harness) {
  describeMemory(harness)
  for (const kind of ['Event', 'Mutex'] as const) describeSemaphores(harness, kind)
  describeApart(harness)
}

function describeMemory(harness: Harness) {
  os2Test(harness, 'steps about named memory whose order matters use its name', (fixture) => {
    const { os2 } = fixture
    const [lower, name] = [`\\sharemem\\uses${process.pid}`, `\\SHAREMEM\\USES${process.pid}`]
    const pb = out(address(0))
    const alloc = () => assert.equal(os2.DosAllocSharedMem(pb, name, PAGE, PAG_COMMIT | READ_WRITE), NO_ERROR)
    const get = () => assert.equal(os2.DosGetNamedSharedMem(out(address(0)), lower, READ_WRITE), NO_ERROR)
    const free = () => assert.equal(os2.DosFreeMem(pb.value), NO_ERROR)
    assertMeeting(fixture, [
      ['a Get finds the name or not', alloc, get],
      ['the name is found or not', free, get],
    ])
    free()
    assertMeeting(fixture, [['the name is in use or not', free, alloc]])
  })

  os2Test(harness, 'who has got memory by its name frees it by that', async (fixture) => {
    const { os2, partner } = fixture
    const name = `\\SHAREMEM\\GOT${process.pid}`
    const flags = PAG_COMMIT | READ_WRITE
    const other = await partner()
    await other.os2('DosAllocSharedMem', [out(address(0)), name, PAGE, flags])
    const pb = out(address(0))
    assert.equal(os2.DosGetNamedSharedMem(pb, name, READ_WRITE), NO_ERROR)
    const free = () => assert.equal(os2.DosFreeMem(pb.value), NO_ERROR)
    const alloc = () => os2.DosAllocSharedMem(out(address(0)), name, PAGE, flags)
    assert.ok(usesOf(fixture, free).some(({ object }) => object === name))
    assert.ok(usesOf(fixture, alloc).some(({ object }) => object === name))
  })

  os2Test(harness, 'steps about memory whose order matters use its address, or the arena', (fixture) => {
    const { os2, touch, native } = fixture
    const pb = out(address(0))
    const alloc = () => assert.equal(os2.DosAllocSharedMem(pb, null, 2 * PAGE, SHARED & ~PAG_COMMIT), NO_ERROR)
    const free = () => assert.equal(os2.DosFreeMem(pb.value), NO_ERROR)
    const give = () => assert.equal(os2.DosGiveSharedMem(pb.value, native.processes.self, READ_WRITE), NO_ERROR)
    const get = () => assert.equal(os2.DosGetSharedMem(pb.value, READ_WRITE), NO_ERROR)
    const second = () => address(pb.value + PAGE)
    const commit = () => assert.equal(os2.DosSetMem(second(), PAGE, PAG_COMMIT | READ_WRITE), NO_ERROR)
    const query = () => assert.equal(os2.DosQueryMem(second(), out(PAGE), out(0)), NO_ERROR)
    const read = () => touch.read(pb.value, PAGE, 1)
    assertMeeting(fixture, [
      ['there is something to get or not', alloc, get],
      ['it may be used or not', give, get],
      ['the page is committed or not', commit, read],
      ['the slot is free or not', free, alloc],
      ['the page is told to be committed or not', commit, query],
      ['the next one has another address', alloc, free],
      ['each takes the first slot that is free', alloc, alloc],
    ])
  })
}

function describeSemaphores(harness: Harness, kind: 'Event' | 'Mutex') {
  const all = ({ os2 }: Os2Fixture) =>
    kind === 'Event'
      ? {
          create: os2.DosCreateEventSem,
          open: os2.DosOpenEventSem,
          take: (handle: number) => os2.DosWaitEventSem(handle, 0),
          release: os2.DosPostEventSem,
          close: os2.DosCloseEventSem,
        }
      : {
          create: os2.DosCreateMutexSem,
          open: os2.DosOpenMutexSem,
          take: (handle: number) => os2.DosRequestMutexSem(handle, 0),
          release: os2.DosReleaseMutexSem,
          close: os2.DosCloseMutexSem,
        }

  os2Test(harness, `steps about a named ${kind} whose order matters use its name or its handle`, (fixture) => {
    const { create, open, take, release, close } = all(fixture)
    const [lower, name] = [`\\sem32\\uses${process.pid}`, `\\SEM32\\USES${process.pid}`]
    const made = out(0)
    const byHandle = out(0)
    const make = () => assert.equal(create(name, made, 0, false), NO_ERROR)
    const openByName = () => assert.equal(open(lower, out(0)), NO_ERROR)
    const openByHandle = () => {
      byHandle.value = made.value
      assert.equal(open(null, byHandle), NO_ERROR)
    }
    const closeIt = () => assert.equal(close(made.value), NO_ERROR)
    assertMeeting(fixture, [
      ['it is found or not', make, openByName],
      ['it is found or not', closeIt, openByName],
      ['it is found or not', closeIt, openByHandle],
    ])
    closeIt()
    assertMeeting(fixture, [
      ['the name is in use or not', closeIt, make],
      ['who finds an owner dead tells who opens it', () => take(made.value), openByName],
      ['what one does, the other sees', () => release(made.value), () => take(made.value)],
    ])
  })

  os2Test(harness, `each new ${kind} without a name takes the first handle that is free`, (fixture) => {
    const { create, open, close } = all(fixture)
    const made = out(0)
    const make = () => assert.equal(create(null, made, DC_SEM_SHARED, false), NO_ERROR)
    const openByHandle = () => assert.equal(open(null, out(made.value)), NO_ERROR)
    assertMeeting(fixture, [
      ['there is one to open or not', make, openByHandle],
      ['the next one has another handle', make, () => close(made.value)],
      ['each takes the first', make, make],
    ])
  })
}

function describeApart(harness: Harness) {
  os2Test(harness, 'steps about different objects have none in common', (fixture) => {
    const { os2, touch, allocate } = fixture
    const [one, two] = [allocate(), allocate()]
    const events = [out(0), out(0)] as const
    for (const hev of events) os2.DosCreateEventSem(null, hev, 0, false)
    const write = (pb: typeof one) => usesOf(fixture, () => touch.write(pb, 0, Buffer.from('x')))
    assert.equal(meet(write(one), write(two)), false)
    const [first, second] = events.map(({ value }) => usesOf(fixture, () => os2.DosPostEventSem(value)))
    assert.equal(meet(first ?? [], second ?? []), false)
    assert.equal(meet(write(one), write(one)), true)
  })
}
