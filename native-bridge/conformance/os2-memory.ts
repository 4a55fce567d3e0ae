/** Each of OS/2's memory calls against its documented return codes, as far as they can be provoked, on a real kernel. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { LARGEST_OBJECT } from '../os2/arena.ts'
import * as errors from '../os2/errors.ts'
import { OBJ_GETTABLE, OBJ_GIVEABLE, PAG_COMMIT, PAG_EXECUTE, PAG_READ } from '../os2/flags.ts'
import { out } from '../out.ts'
import { address, type ProcessId, processId } from '../units.ts'
import { PAGE, value } from './fixture.ts'
import type { Harness } from './harness.ts'
import { type Os2Fixture, os2Test, READ_WRITE, SHARED } from './os2-fixture.ts'

const UNKNOWN_FLAG = 0x4000_0000
const {
  NO_ERROR,
  ERROR_ACCESS_DENIED,
  ERROR_NOT_ENOUGH_MEMORY,
  ERROR_ALREADY_EXISTS,
  ERROR_FILE_NOT_FOUND,
  ERROR_INVALID_NAME,
  ERROR_INVALID_PARAMETER,
  ERROR_INVALID_PROCID,
  ERROR_INVALID_ADDRESS,
} = errors

export function describeOs2Memory(harness: Harness) {
  const sharing = OBJ_GETTABLE | PAG_COMMIT
  const allocations: [what: string, size: number, flags: number, code: number][] = [
    ['one page, giveable and gettable', PAGE, SHARED, NO_ERROR],
    ['a single byte', 1, SHARED, NO_ERROR],
    ['without PAG_COMMIT', PAGE, OBJ_GETTABLE | PAG_READ, NO_ERROR],
    ['to be executed', PAGE, sharing | PAG_EXECUTE, NO_ERROR],
    ['of no size', 0, SHARED, ERROR_INVALID_PARAMETER],
    ['that nobody may touch', PAGE, sharing, ERROR_INVALID_PARAMETER],
    ['unnamed, and neither giveable nor gettable', PAGE, PAG_COMMIT | READ_WRITE, ERROR_INVALID_PARAMETER],
    ['with a flag that does not exist', PAGE, SHARED | UNKNOWN_FLAG, ERROR_INVALID_PARAMETER],
    ['larger than the arena has room for', LARGEST_OBJECT + 1, SHARED, ERROR_NOT_ENOUGH_MEMORY],
  ]
  for (const [what, size, flags, code] of allocations) {
    os2Test(harness, `DosAllocSharedMem of an object ${what}: ${errors.errorName(code)}`, ({ os2 }) => {
      const pb = out(address(0))
      assert.equal(os2.DosAllocSharedMem(pb, null, size, flags), code)
      assert.equal(pb.value !== 0, code === NO_ERROR)
    })
  }

  os2Test(harness, 'objects are zero-filled, whole pages, and apart from each other', ({ os2, allocate, native }) => {
    const [first, second] = [allocate(SHARED, 1), allocate(SHARED, PAGE + 1)]
    assert.notEqual(first, second)
    const size = out(LARGEST_OBJECT)
    assert.equal(os2.DosQueryMem(second, size, out(0)), NO_ERROR)
    assert.equal(size.value, 2 * PAGE)
    const bytes = new Uint8Array(2 * PAGE).fill(1)
    native.sections.read(second, bytes)
    assert.deepEqual(bytes, new Uint8Array(2 * PAGE))
  })

  describeNamed(harness)
  describeGive(harness)
  describeGet(harness)
  describeFree(harness)
}

function describeNamed(harness: Harness) {
  const NAMED = PAG_COMMIT | READ_WRITE
  const own = (text: string) => `\\SHAREMEM\\${process.pid}\\${text}`
  const allocations: [what: string, name: string, flags: number, code: number][] = [
    ['with a name', own('A'), NAMED, NO_ERROR],
    ['with a name of another kind', '\\QUEUES\\A', NAMED, ERROR_INVALID_NAME],
    ['with a wildcard in its name', own('A*'), NAMED, ERROR_INVALID_NAME],
    ['with a name, and giveable', own('B'), NAMED | OBJ_GIVEABLE, ERROR_INVALID_PARAMETER],
    ['with a name, and gettable', own('B'), NAMED | OBJ_GETTABLE, ERROR_INVALID_PARAMETER],
  ]
  for (const [what, name, flags, code] of allocations) {
    os2Test(harness, `DosAllocSharedMem of an object ${what}: ${errors.errorName(code)}`, ({ os2 }) => {
      assert.equal(os2.DosAllocSharedMem(out(address(0)), name, PAGE, flags), code)
    })
  }

  const gets: [what: string, name: string, flags: number, code: number][] = [
    ['in lower case', own('object').toLowerCase(), READ_WRITE, NO_ERROR],
    ['that nobody has', own('OTHER'), READ_WRITE, ERROR_FILE_NOT_FOUND],
    ['that is none', 'OBJECT', READ_WRITE, ERROR_INVALID_NAME],
    ['without any access', own('OBJECT'), 0, ERROR_INVALID_PARAMETER],
    ['with more access than it was created with', own('READ'), READ_WRITE, ERROR_ACCESS_DENIED],
  ]
  for (const [what, name, flags, code] of gets) {
    os2Test(harness, `DosGetNamedSharedMem of a name ${what}: ${errors.errorName(code)}`, ({ os2 }) => {
      const [pb, got] = [out(address(0)), out(address(0))]
      assert.equal(os2.DosAllocSharedMem(pb, own('OBJECT'), PAGE, NAMED), NO_ERROR)
      assert.equal(os2.DosAllocSharedMem(out(address(0)), own('READ'), PAGE, PAG_COMMIT | PAG_READ), NO_ERROR)
      assert.equal(os2.DosGetNamedSharedMem(got, name, flags), code)
      assert.equal(got.value, code === NO_ERROR ? pb.value : 0)
    })
  }

  os2Test(harness, 'a name in use is refused with 183, gives nothing, and is free after the last free', ({ os2 }) => {
    const pb = out(address(0))
    const allocate = (to = out(address(0))) => os2.DosAllocSharedMem(to, own('TWICE'), PAGE, NAMED)
    assert.equal(allocate(pb), NO_ERROR)
    assert.equal(allocate(), ERROR_ALREADY_EXISTS)
    assert.equal(os2.DosGetNamedSharedMem(out(address(0)), own('TWICE'), READ_WRITE), NO_ERROR)
    assert.equal(os2.DosFreeMem(pb.value), NO_ERROR)
    assert.equal(allocate(), ERROR_ALREADY_EXISTS)
    assert.equal(os2.DosFreeMem(pb.value), NO_ERROR)
    assert.equal(os2.DosFreeMem(pb.value), ERROR_INVALID_ADDRESS)
    assert.equal(allocate(), NO_ERROR)
  })
}

function describeGive(harness: Harness) {
  type Give = [what: string, give: (fixture: Os2Fixture, receiver: ProcessId) => number, code: number]
  const gives: Give[] = [
    ['an object', ({ os2, allocate }, to) => os2.DosGiveSharedMem(allocate(), to, READ_WRITE), NO_ERROR],
    [
      'less than it was created with',
      ({ os2, allocate }, to) => os2.DosGiveSharedMem(allocate(), to, PAG_READ),
      NO_ERROR,
    ],
    [
      'what is not held',
      ({ os2 }, to) => os2.DosGiveSharedMem(address(0x6fff_0000), to, READ_WRITE),
      ERROR_INVALID_ADDRESS,
    ],
    [
      'an address inside of an object',
      ({ os2, allocate }, to) => os2.DosGiveSharedMem(address(allocate() + 16), to, PAG_READ),
      ERROR_INVALID_ADDRESS,
    ],
    [
      'without any access',
      ({ os2, allocate }, to) => os2.DosGiveSharedMem(allocate(), to, 0),
      ERROR_INVALID_PARAMETER,
    ],
    [
      'with a flag that Give does not know',
      ({ os2, allocate }, to) => os2.DosGiveSharedMem(allocate(), to, PAG_READ | PAG_COMMIT),
      ERROR_INVALID_PARAMETER,
    ],
    [
      'what is not giveable',
      ({ os2, allocate }, to) => os2.DosGiveSharedMem(allocate(OBJ_GETTABLE | PAG_COMMIT | READ_WRITE), to, PAG_READ),
      ERROR_ACCESS_DENIED,
    ],
    [
      'more than it was created with',
      ({ os2, allocate }, to) => os2.DosGiveSharedMem(allocate(OBJ_GIVEABLE | PAG_COMMIT | PAG_READ), to, READ_WRITE),
      ERROR_ACCESS_DENIED,
    ],
    [
      'to a process that has ended',
      ({ os2, allocate }) => os2.DosGiveSharedMem(allocate(), deadProcess(), READ_WRITE),
      ERROR_INVALID_PROCID,
    ],
  ]
  for (const [what, give, code] of gives) {
    os2Test(harness, `DosGiveSharedMem of ${what}: ${errors.errorName(code)}`, async (fixture) => {
      const receiver = await fixture.partner()
      value(await receiver.serve())
      assert.equal(give(fixture, receiver.pid), code)
      for (const { mapping } of await receiver.gifts()) await receiver.close(mapping)
    })
  }
  os2Test(harness, 'DosGiveSharedMem twice, and to oneself, changes nothing: NO_ERROR', async (fixture) => {
    const { os2, allocate, native } = fixture
    const pb = allocate()
    assert.equal(os2.DosGiveSharedMem(pb, native.processes.self, READ_WRITE), NO_ERROR)
    assert.equal(native.sections.probe(pb).value, 1)
    const receiver = await fixture.partner()
    value(await receiver.serve())
    for (let time = 0; time < 2; time += 1) assert.equal(os2.DosGiveSharedMem(pb, receiver.pid, READ_WRITE), NO_ERROR)
    assert.equal(native.sections.probe(pb).value, 2)
    await receiver.kill()
    assert.equal(native.sections.probe(pb).value, 1)
  })
}

/** The id of a process that has ended. */
const deadProcess = () =>
  processId(spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore', windowsHide: true }).pid)

function describeGet(harness: Harness) {
  const gets: [what: string, get: (fixture: Os2Fixture) => number, code: number][] = [
    ['what is held already', ({ os2, allocate }) => os2.DosGetSharedMem(allocate(), READ_WRITE), NO_ERROR],
    [
      'what is no base of an object',
      ({ os2 }) => os2.DosGetSharedMem(address(0x1234_5678), PAG_READ),
      ERROR_INVALID_ADDRESS,
    ],
    [
      'where nothing was allocated',
      ({ os2 }) => os2.DosGetSharedMem(address(0x6f00_0000), PAG_READ),
      ERROR_INVALID_ADDRESS,
    ],
    ['without any access', ({ os2, allocate }) => os2.DosGetSharedMem(allocate(), 0), ERROR_INVALID_PARAMETER],
    [
      'what is not gettable',
      ({ os2, allocate }) => os2.DosGetSharedMem(allocate(OBJ_GIVEABLE | PAG_COMMIT | READ_WRITE), PAG_READ),
      ERROR_ACCESS_DENIED,
    ],
    [
      'more than it was created with',
      ({ os2, allocate }) => os2.DosGetSharedMem(allocate(OBJ_GETTABLE | PAG_COMMIT | PAG_READ), READ_WRITE),
      ERROR_ACCESS_DENIED,
    ],
  ]
  for (const [what, get, code] of gets) {
    os2Test(harness, `DosGetSharedMem of ${what}: ${errors.errorName(code)}`, (fixture) => {
      assert.equal(get(fixture), code)
    })
  }
}

function describeFree(harness: Harness) {
  os2Test(harness, 'DosFreeMem twice, inside of an object, and of what was never held', ({ os2, allocate }) => {
    const pb = allocate(SHARED, 2 * PAGE)
    assert.equal(os2.DosFreeMem(address(pb + PAGE)), ERROR_INVALID_ADDRESS)
    assert.equal(os2.DosFreeMem(pb), NO_ERROR)
    assert.equal(os2.DosFreeMem(pb), ERROR_INVALID_ADDRESS)
    assert.equal(os2.DosFreeMem(address(0)), ERROR_INVALID_ADDRESS)
  })
}
