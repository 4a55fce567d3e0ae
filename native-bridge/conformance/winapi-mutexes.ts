/** Mutexes, as Windows answers. The rules about names and rights: Wine's tests of kernel32, sync.c. */
import assert from 'node:assert/strict'
import { handle } from '../kernel-objects.ts'
import * as errors from '../winapi/errors.ts'
import * as flags from '../winapi/flags.ts'
import type { Harness } from './harness.ts'
import type { Partner } from './partner-client.ts'
import { pause, refusedWith, type WinApiFixture, winApiOf, winApiTest } from './winapi-fixture.ts'

const { MUTEX_ALL_ACCESS, SYNCHRONIZE, INFINITE } = flags
const { WAIT_OBJECT_0, WAIT_ABANDONED_0, WAIT_TIMEOUT, WAIT_FAILED } = flags
const { ERROR_NOT_OWNER, ERROR_INVALID_HANDLE, ERROR_FILE_NOT_FOUND, ERROR_ACCESS_DENIED } = errors
/** Longer than any wait that is to end by itself, in milliseconds. */
const LONG = 20_000

/** A mutex, and another process that has it open. */
async function twoHolders({ win, own, partner }: WinApiFixture, owned = false) {
  const mutex = win.CreateMutex(null, owned, own('mutex'))
  const other = await partner()
  const there = winApiOf(other)
  const its = await there.handle('OpenMutex', MUTEX_ALL_ACCESS, false, own('mutex'))
  const acquire = (ms = 0) => there.result('WaitForSingleObject', its, ms)
  return { mutex, other, there, its, acquire, release: () => there.ask('ReleaseMutex', its) }
}

export function describeWinApiMutexes(harness: Harness) {
  describeOwnership(harness)
  describeAbandonment(harness)
  describeNames(harness)
}

function describeOwnership(harness: Harness) {
  winApiTest(harness, 'one thread owns a mutex at a time', async (fixture) => {
    const { win } = fixture
    const { mutex, acquire, release } = await twoHolders(fixture)
    assert.equal(await acquire(), WAIT_OBJECT_0)
    assert.equal(win.WaitForSingleObject(mutex, 0), WAIT_TIMEOUT)
    assert.equal(win.WaitForSingleObject(mutex, 30), WAIT_TIMEOUT)
    refusedWith(win, win.ReleaseMutex(mutex), false, ERROR_NOT_OWNER)
    assert.equal((await release()).returned, true)
    assert.equal(win.WaitForSingleObject(mutex, INFINITE), WAIT_OBJECT_0)
    assert.equal(await acquire(30), WAIT_TIMEOUT)
    const { returned, lastError } = await release()
    assert.deepEqual([returned, lastError], [false, ERROR_NOT_OWNER])
    assert.equal(win.ReleaseMutex(mutex), true)
  })

  winApiTest(harness, 'its owner acquires it again, by any handle, and releases it as often', async (fixture) => {
    const { win, own } = fixture
    const { mutex, acquire, release } = await twoHolders(fixture, true)
    const again = win.OpenMutex(MUTEX_ALL_ACCESS, false, own('mutex'))
    assert.equal(win.WaitForSingleObject(again, 0), WAIT_OBJECT_0)
    assert.equal(win.CloseHandle(again), true)
    assert.equal(win.WaitForSingleObject(mutex, 0), WAIT_OBJECT_0)
    for (const left of [2, 1, 0]) {
      assert.equal(win.ReleaseMutex(mutex), true)
      assert.equal(await acquire(), left === 0 ? WAIT_OBJECT_0 : WAIT_TIMEOUT)
    }
    await release()
    refusedWith(win, win.ReleaseMutex(mutex), false, ERROR_NOT_OWNER)
  })

  winApiTest(harness, 'who waits for a mutex has it once it is released', async (fixture) => {
    const { win } = fixture
    const { mutex, acquire, release } = await twoHolders(fixture, true)
    const waited = acquire(LONG)
    await pause(150)
    assert.equal(win.ReleaseMutex(mutex), true)
    // Nobody else can have been quicker: the waiter has it already.
    assert.equal(win.WaitForSingleObject(mutex, 0), WAIT_TIMEOUT)
    assert.equal(await waited, WAIT_OBJECT_0)
    assert.equal((await release()).returned, true)
  })

  winApiTest(harness, 'the name of a mutex that exists: it is not owned, whatever was asked', async (fixture) => {
    const { own, partner } = fixture
    const { other } = await twoHolders(fixture, false)
    const there = winApiOf(await partner())
    const { returned, lastError } = await there.ask('CreateMutex', null, true, own('mutex'))
    assert.deepEqual([returned !== 0, lastError], [true, errors.ERROR_ALREADY_EXISTS])
    const { lastError: told } = await there.ask('ReleaseMutex', returned)
    assert.equal(told, ERROR_NOT_OWNER)
    await other.kill()
  })
}

function describeAbandonment(harness: Harness) {
  winApiTest(harness, 'a mutex whose owner has died is had at once, and it is told once', async (fixture) => {
    const { win } = fixture
    const { mutex, other, acquire } = await twoHolders(fixture)
    assert.equal(await acquire(), WAIT_OBJECT_0)
    await other.kill()
    assert.equal(win.WaitForSingleObject(mutex, LONG), WAIT_ABANDONED_0)
    // It is owned now, as any other.
    assert.equal(win.ReleaseMutex(mutex), true)
    refusedWith(win, win.ReleaseMutex(mutex), false, ERROR_NOT_OWNER)
    assert.equal(win.WaitForSingleObject(mutex, 0), WAIT_OBJECT_0)
    assert.equal(win.ReleaseMutex(mutex), true)
  })

  winApiTest(harness, 'who waits for a mutex is woken when its owner dies', async (fixture) => {
    const { win, own, partner } = fixture
    const { mutex, other, acquire } = await twoHolders(fixture)
    assert.equal(await acquire(), WAIT_OBJECT_0)
    const second = winApiOf(await partner())
    const its = await second.handle('OpenMutex', SYNCHRONIZE, false, own('mutex'))
    const waited = second.result('WaitForSingleObject', its, LONG)
    await pause(150)
    const start = performance.now()
    await other.kill()
    assert.equal(await waited, WAIT_ABANDONED_0)
    assert.ok(performance.now() - start < 2000)
    assert.equal(win.WaitForSingleObject(mutex, 0), WAIT_TIMEOUT)
  })

  winApiTest(harness, 'an owner that has waited itself, and dies, wakes the next one too', async (fixture) => {
    const { win, own, partner } = fixture
    const mutex = win.CreateMutex(null, true, own('mutex'))
    const waits: { other: Partner; waited: Promise<unknown> }[] = []
    for (const other of [await partner(), await partner()]) {
      const there = winApiOf(other)
      const opened = await there.handle('OpenMutex', MUTEX_ALL_ACCESS, false, own('mutex'))
      waits.push({ other, waited: there.result('WaitForSingleObject', opened, LONG) })
    }
    await pause(200)
    win.ReleaseMutex(mutex)
    // Windows does not say who of them is the first.
    const first = await Promise.race(waits.map(({ waited }, index) => waited.then(() => index)))
    assert.equal(await waits[first]?.waited, WAIT_OBJECT_0)
    await waits[first]?.other.kill()
    assert.equal(await waits[1 - first]?.waited, WAIT_ABANDONED_0)
  })

  winApiTest(harness, 'a mutex that nobody has open any more is new again', async (fixture) => {
    const { win, own, partner } = fixture
    const other = await partner()
    await winApiOf(other).handle('CreateMutex', null, true, own('single'))
    const { lastError } = await winApiOf(await partner()).ask('CreateMutex', null, true, own('single'))
    assert.equal(lastError, errors.ERROR_ALREADY_EXISTS)
    await other.kill()
    const mutex = win.OpenMutex(SYNCHRONIZE, false, own('single'))
    assert.equal(win.WaitForSingleObject(mutex, LONG), WAIT_ABANDONED_0)
  })

  winApiTest(harness, 'a process that ends by itself abandons what it owns as well', async (fixture) => {
    const { win } = fixture
    const { mutex, other, acquire } = await twoHolders(fixture)
    assert.equal(await acquire(), WAIT_OBJECT_0)
    await other.exitWinApi(0)
    await other.exit(0)?.catch(() => {})
    await other.exited
    assert.equal(win.WaitForSingleObject(mutex, LONG), WAIT_ABANDONED_0)
  })
}

function describeNames(harness: Harness) {
  winApiTest(harness, 'names of mutexes differ in upper and lower case, and no name is none', ({ win, own }) => {
    refusedWith(win, win.OpenMutex(0, false, own('Mutex')), 0, ERROR_FILE_NOT_FOUND)
    win.CreateMutex(null, false, own('Mutex'))
    refusedWith(win, win.OpenMutex(flags.READ_CONTROL, false, own('MUTEX')), 0, ERROR_FILE_NOT_FOUND)
    refusedWith(win, win.OpenMutex(flags.READ_CONTROL, false, null), 0, errors.ERROR_INVALID_PARAMETER)
    assert.notEqual(win.CreateMutex(null, false, own('MUTEX')), 0)
    assert.equal(win.GetLastError(), 0)
    assert.notEqual(win.CreateMutex(null, false, own('Mutex')), 0)
    assert.equal(win.GetLastError(), errors.ERROR_ALREADY_EXISTS)
  })

  winApiTest(
    harness,
    'whoever owns a mutex releases it by any handle, whatever that was opened for',
    ({ win, own }) => {
      const mutex = win.CreateMutex(null, true, own('release'))
      for (const access of [flags.READ_CONTROL, flags.MUTEX_MODIFY_STATE, SYNCHRONIZE, flags.DELETE]) {
        win.WaitForSingleObject(mutex, 0)
        const opened = win.OpenMutex(access, false, own('release'))
        assert.equal(win.ReleaseMutex(opened), true)
        win.CloseHandle(opened)
      }
      assert.equal(win.ReleaseMutex(mutex), true)
      refusedWith(win, win.ReleaseMutex(mutex), false, ERROR_NOT_OWNER)
    },
  )

  winApiTest(harness, 'who may not wait for a mutex does not get it', ({ win, own }) => {
    win.CreateMutex(null, false, own('rights'))
    const execute = win.OpenMutex(flags.GENERIC_EXECUTE, false, own('rights'))
    assert.equal(win.WaitForSingleObject(execute, INFINITE), WAIT_OBJECT_0)
    const readWrite = win.OpenMutex(flags.GENERIC_READ | flags.GENERIC_WRITE, false, own('rights'))
    refusedWith(win, win.WaitForSingleObject(readWrite, 0), WAIT_FAILED, ERROR_ACCESS_DENIED)
  })

  winApiTest(harness, 'rights that no mutex has cannot be had', ({ win, own, native }) => {
    win.CreateMutex(null, false, own('bits'))
    const open = (access: number) => {
      const opened = win.OpenMutex(access, false, own('bits'))
      return opened === 0 ? errors.errorName(win.GetLastError()) : 'opened'
    }
    const codes = Array.from({ length: 32 }, (_, bit) => open((1 << bit) >>> 0))
    // Wine grants whatever is asked for.
    const refusal = native.wine ? 'opened' : 'ERROR_ACCESS_DENIED'
    const system = native.wine ? 'opened' : 'ERROR_PRIVILEGE_NOT_HELD'
    const none = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 21, 22, 23, 26, 27]
    const expected = codes.map((_, bit) => (bit === 24 ? system : none.includes(bit) ? refusal : 'opened'))
    assert.deepEqual(codes, expected)
    assert.equal(open(0), refusal)
  })

  winApiTest(harness, 'what is no mutex cannot be released', ({ win, createMapping }) => {
    for (const none of [win.CreateEvent(null, true, true, null), createMapping(null), handle(0), handle(0x7ffc)]) {
      refusedWith(win, win.ReleaseMutex(none), false, ERROR_INVALID_HANDLE)
    }
  })
}
