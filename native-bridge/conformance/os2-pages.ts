/** DosSetMem and DosQueryMem against their documented return codes, and what may be touched after them. */
import assert from 'node:assert/strict'
import { LARGEST_OBJECT } from '../os2/arena.ts'
import * as errors from '../os2/errors.ts'
import * as flags from '../os2/flags.ts'
import { out } from '../out.ts'
import { Trap, XCPT_ACCESS_VIOLATION, XCPT_GUARD_PAGE_VIOLATION } from '../touch/trap.ts'
import { type Address, address } from '../units.ts'
import { PAGE, value } from './fixture.ts'
import type { Harness } from './harness.ts'
import { type Os2Fixture, os2Test, READ_WRITE, SHARED } from './os2-fixture.ts'

const { PAG_COMMIT, PAG_DECOMMIT, PAG_DEFAULT, PAG_GUARD, PAG_READ, PAG_SHARED, PAG_BASE, OBJ_GETTABLE } = flags
const { NO_ERROR, ERROR_ACCESS_DENIED, ERROR_INVALID_ADDRESS, ERROR_INVALID_PARAMETER } = errors
const { ERROR_CROSSES_OBJECT_BOUNDARY } = errors
const SPARSE = SHARED & ~PAG_COMMIT
const UNKNOWN_FLAG = 0x4000_0000

type Set = (fixture: Os2Fixture) => number

/** Of an object of three pages: the second one is committed, the others are not. */
const sparse = ({ os2, allocate }: Os2Fixture): Address => {
  const pb = allocate(SPARSE, 3 * PAGE)
  assert.equal(os2.DosSetMem(address(pb + PAGE), PAGE, PAG_COMMIT | PAG_DEFAULT), NO_ERROR)
  return pb
}

const sets: [what: string, set: Set, code: number][] = [
  [
    'that commits a page',
    ({ os2, allocate }) => os2.DosSetMem(allocate(SPARSE), 1, PAG_COMMIT | READ_WRITE),
    NO_ERROR,
  ],
  ['that makes a page read-only', ({ os2, allocate }) => os2.DosSetMem(allocate(), PAGE, PAG_READ), NO_ERROR],
  ['that restores a page', ({ os2, allocate }) => os2.DosSetMem(allocate(), PAGE, PAG_DEFAULT), NO_ERROR],
  ['of no bytes', ({ os2, allocate }) => os2.DosSetMem(allocate(), 0, PAG_READ), ERROR_INVALID_PARAMETER],
  [
    'without a protection',
    ({ os2, allocate }) => os2.DosSetMem(allocate(SPARSE), 1, PAG_COMMIT),
    ERROR_INVALID_PARAMETER,
  ],
  [
    'with two protections',
    ({ os2, allocate }) => os2.DosSetMem(allocate(), 1, PAG_DEFAULT | PAG_READ),
    ERROR_INVALID_PARAMETER,
  ],
  [
    'with an unknown flag',
    ({ os2, allocate }) => os2.DosSetMem(allocate(), 1, PAG_READ | UNKNOWN_FLAG),
    ERROR_INVALID_PARAMETER,
  ],
  [
    'that commits and decommits',
    ({ os2, allocate }) => os2.DosSetMem(allocate(), 1, PAG_COMMIT | PAG_DECOMMIT),
    ERROR_INVALID_PARAMETER,
  ],
  [
    'that decommits a shared page',
    ({ os2, allocate }) => os2.DosSetMem(allocate(), 1, PAG_DECOMMIT),
    ERROR_ACCESS_DENIED,
  ],
  [
    'that commits a committed page',
    ({ os2, allocate }) => os2.DosSetMem(allocate(), 1, PAG_COMMIT | PAG_DEFAULT),
    ERROR_ACCESS_DENIED,
  ],
  [
    'that commits over a committed page',
    (f) => f.os2.DosSetMem(sparse(f), 3 * PAGE, PAG_COMMIT | PAG_DEFAULT),
    ERROR_ACCESS_DENIED,
  ],
  [
    'that protects an uncommitted page',
    ({ os2, allocate }) => os2.DosSetMem(allocate(SPARSE), 1, PAG_READ),
    ERROR_ACCESS_DENIED,
  ],
  [
    'that asks for more than was granted',
    ({ os2, allocate }) => os2.DosSetMem(allocate(OBJ_GETTABLE | PAG_COMMIT | PAG_READ), 1, READ_WRITE),
    ERROR_ACCESS_DENIED,
  ],
  ['where no object is', ({ os2 }) => os2.DosSetMem(address(0x6fff_0000), 1, PAG_READ), ERROR_INVALID_ADDRESS],
  [
    'after the free',
    ({ os2, allocate }) => {
      const pb = allocate()
      assert.equal(os2.DosFreeMem(pb), NO_ERROR)
      return os2.DosSetMem(pb, 1, PAG_READ)
    },
    ERROR_INVALID_ADDRESS,
  ],
  [
    'beyond the end of an object',
    ({ os2, allocate }) => os2.DosSetMem(allocate(), PAGE + 1, PAG_READ),
    ERROR_CROSSES_OBJECT_BOUNDARY,
  ],
]

export function describeOs2Pages(harness: Harness) {
  for (const [what, set, code] of sets) {
    os2Test(harness, `DosSetMem ${what}: ${errors.errorName(code)}`, (fixture) => {
      assert.equal(set(fixture), code)
    })
  }
  describeTouch(harness)
  describeNoNumbers(harness)
  describeFault(harness)
  describeQuery(harness)
}

function describeTouch(harness: Harness) {
  os2Test(harness, 'a page can be touched from its commitment on, and reads as zeros', (fixture) => {
    const pb = sparse(fixture)
    for (const offset of [0, 2 * PAGE, PAGE - 1, 2 * PAGE - 1]) {
      assert.throws(() => fixture.touch.read(pb, offset, 2), /nobody has committed it/)
    }
    assert.deepEqual([...fixture.touch.read(pb, PAGE, 2)], [0, 0])
    fixture.touch.write(pb, 2 * PAGE - 2, Buffer.from('Fe'))
  })

  os2Test(harness, 'a refused DosSetMem has changed nothing', (fixture) => {
    const pb = sparse(fixture)
    assert.equal(fixture.os2.DosSetMem(pb, 2 * PAGE, PAG_COMMIT | PAG_DEFAULT), ERROR_ACCESS_DENIED)
    assert.throws(() => fixture.touch.read(pb, 0, 1), Trap)
    assert.equal(fixture.os2.DosSetMem(pb, PAGE, PAG_COMMIT | PAG_READ), NO_ERROR)
    assert.throws(() => fixture.touch.write(pb, 0, Buffer.from('x')), /may only read/)
  })

  os2Test(harness, 'a read-only page is writable again with PAG_DEFAULT', ({ os2, touch, allocate }) => {
    const pb = allocate(SHARED, 2 * PAGE)
    assert.equal(os2.DosSetMem(pb, PAGE, PAG_READ), NO_ERROR)
    assert.throws(() => touch.write(pb, PAGE - 1, Buffer.from('xy')), /may only read/)
    touch.write(pb, PAGE, Buffer.from('y'))
    assert.equal(os2.DosSetMem(pb, PAGE, PAG_DEFAULT), NO_ERROR)
    touch.write(pb, 0, Buffer.from('x'))
  })

  os2Test(
    harness,
    'the first touch of a guarded page raises, the second one succeeds',
    ({ os2, touch, allocate }) => {
      const pb = allocate()
      assert.equal(os2.DosSetMem(pb, PAGE, READ_WRITE | PAG_GUARD), NO_ERROR)
      assert.throws(() => touch.read(pb, 0, 1), { code: XCPT_GUARD_PAGE_VIOLATION })
      touch.write(pb, 0, Buffer.from('x'))
    },
  )

  os2Test(
    harness,
    'what one process commits, all holders may touch',
    async ({ os2, touch, allocate, partner, native }) => {
      const other = await partner()
      value(await other.serve())
      const pb = allocate(SPARSE, 2 * PAGE)
      assert.equal(os2.DosGiveSharedMem(pb, other.pid, READ_WRITE), NO_ERROR)
      assert.match(String(await other.touch('read', pb, 0, [0])), /nobody has committed it/)
      assert.deepEqual((await other.os2('DosSetMem', [pb, PAGE, PAG_COMMIT | PAG_DEFAULT])).returned, NO_ERROR)
      touch.write(pb, 0, Buffer.from('Fe'))
      assert.deepEqual(await other.touch('read', pb, 0, [0, 0]), [...Buffer.from('Fe')])
      await other.os2('DosFreeMem', [pb])
      assert.equal(os2.DosFreeMem(pb), NO_ERROR)
      assert.equal(native.sections.probe(pb).value, 0)
    },
  )
}

/** What is no whole number never reaches a kernel, which would take it for another one. */
function describeNoNumbers(harness: Harness) {
  const numbers = [Number.NaN, 1.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 2 ** 53]
  os2Test(harness, 'an offset, a length or an address that is no size raises a trap that says so', (fixture) => {
    const { touch, allocate } = fixture
    const pb = allocate()
    const bytes = Buffer.from('x')
    for (const number of numbers) {
      const why = { code: XCPT_ACCESS_VIOLATION, why: new RegExp(`whole numbers?|has ${PAGE} bytes`) }
      assert.throws(() => touch.read(pb, number, 4), why, `read at ${number}`)
      assert.throws(() => touch.write(pb, number, bytes), why, `write at ${number}`)
      assert.throws(() => touch.read(pb, 0, number), why, `read of ${number}`)
      for (const use of [touch.read, touch.sizeOf]) {
        assert.throws(() => use(address(number), 0, 1), { code: XCPT_ACCESS_VIOLATION }, `at the address ${number}`)
      }
    }
    assert.deepEqual([...touch.read(pb, 0, 2)], [0, 0])
  })

  os2Test(harness, 'calls refuse what is no whole number', ({ os2, allocate, native }) => {
    const pb = allocate()
    for (const number of numbers) {
      const at = address(number)
      assert.equal(os2.DosAllocSharedMem(out(address(0)), null, number, SHARED) === NO_ERROR, false)
      for (const code of [
        os2.DosFreeMem(at),
        os2.DosGetSharedMem(at, PAG_READ),
        os2.DosGiveSharedMem(at, native.processes.self, PAG_READ),
        os2.DosSetMem(at, 1, PAG_READ),
        os2.DosQueryMem(at, out(1), out(0)),
      ]) {
        assert.equal(code, ERROR_INVALID_ADDRESS, `at ${number}`)
      }
      if (number === 2 ** 53) continue
      assert.equal(os2.DosSetMem(pb, number, PAG_READ), ERROR_INVALID_PARAMETER)
      assert.equal(os2.DosQueryMem(pb, out(number), out(0)), ERROR_INVALID_PARAMETER)
    }
    assert.equal(os2.DosFreeMem(pb), NO_ERROR)
  })
}

function describeFault(harness: Harness) {
  os2Test(harness, 'the kernel itself ends who touches a page that is not committed', async (fixture) => {
    const other = await fixture.partner()
    value(await other.serve())
    const pb = sparse(fixture)
    assert.equal(fixture.os2.DosGiveSharedMem(pb, other.pid, READ_WRITE), NO_ERROR)
    // Asking the OS/2 process makes it adopt the gift, and look at what is committed.
    assert.deepEqual(await other.touch('read', pb, PAGE, [1]), [0])
    await assert.rejects(other.read(pb, 1))
    assert.equal(fixture.native.processes.isAlive(other.pid), false)
  })
}

function describeQuery(harness: Harness) {
  os2Test(harness, 'DosQueryMem tells access, state and how far it goes', ({ os2, allocate }) => {
    const pb = allocate(SHARED, 3 * PAGE)
    const [size, flag] = [out(LARGEST_OBJECT), out(0)]
    assert.equal(os2.DosQueryMem(pb, size, flag), NO_ERROR)
    assert.deepEqual([size.value, flag.value], [3 * PAGE, READ_WRITE | PAG_COMMIT | PAG_SHARED | PAG_BASE])
    assert.equal(os2.DosQueryMem(address(pb + PAGE + 5), size, flag), NO_ERROR)
    assert.deepEqual([size.value, flag.value], [2 * PAGE, READ_WRITE | PAG_COMMIT | PAG_SHARED])
  })
  os2Test(harness, 'DosQueryMem stops where pages differ', (fixture) => {
    const pb = sparse(fixture)
    const [size, flag] = [out(LARGEST_OBJECT), out(0)]
    assert.equal(fixture.os2.DosQueryMem(pb, size, flag), NO_ERROR)
    assert.deepEqual([size.value, flag.value], [PAGE, READ_WRITE | PAG_SHARED | PAG_BASE])
    assert.equal(fixture.os2.DosQueryMem(address(pb + PAGE), size, flag), NO_ERROR)
    assert.deepEqual([size.value, flag.value], [PAGE, READ_WRITE | PAG_COMMIT | PAG_SHARED])
  })
  os2Test(harness, 'DosQueryMem of no bytes, and of free addresses', ({ os2, allocate }) => {
    const pb = allocate()
    assert.equal(os2.DosQueryMem(pb, out(0), out(0)), ERROR_INVALID_PARAMETER)
    assert.equal(os2.DosFreeMem(pb), NO_ERROR)
    assert.equal(os2.DosQueryMem(pb, out(1), out(0)), ERROR_INVALID_ADDRESS)
  })
}
