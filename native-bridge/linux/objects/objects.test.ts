import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, test } from 'vitest'
import { fixtureTest } from '../../conformance/fixture.ts'
import { linuxHarness } from '../../conformance/linux-harness.ts'
import { pause, refusedWith, winApiOf, winApiTest } from '../../conformance/winapi-fixture.ts'
import { noKernelLog } from '../../trace.ts'
import { processId } from '../../units.ts'
import { winerror } from '../../winerror.ts'
import * as flags from '../../winnt.ts'
import { createLinuxNative } from '../index.ts'
import { isContentsKey, isDirectoryKey } from '../keys.ts'
import { IPC_CREAT, IPC_EXCL, IPC_RMID, libc, MODE } from '../libc.ts'
import { rowsOf } from '../sysvipc.ts'

const harness = linuxHarness(test)
const { WAIT_OBJECT_0, WAIT_ABANDONED_0, INFINITE, FILE_MAP_WRITE, MUTEX_ALL_ACCESS, EVENT_ALL_ACCESS } = flags
/** Longer than any wait that is to end by itself, in milliseconds. */
const LONG = 20_000

/** More bytes than a table has here. */
const TABLE = 65536

const directories = () => rowsOf('shm').filter(({ key = 0 }) => isDirectoryKey(key))
const contents = () => rowsOf('shm').filter(({ key = 0 }) => isContentsKey(key))
/** Segments that are removed, and that somebody keeps attached. */
const removed = () => rowsOf('shm').filter(({ key, cpid }) => key === 0 && cpid === process.pid)
const descriptors = () => readdirSync('/proc/self/fd').length

describe.runIf(process.platform === 'linux')('objects behind handles on Linux', () => {
  winApiTest(
    harness,
    'the directory and a section’s contents live as long as handles do',
    ({ win, createMapping }) => {
      assert.equal(directories().length, 0)
      const mapping = createMapping(null, 5000)
      assert.deepEqual([directories().length, contents().length], [1, 1])
      const view = win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0)
      win.CloseHandle(mapping)
      assert.deepEqual([directories().length, contents().length, removed().length], [0, 0, 1])
      win.UnmapViewOfFile(view)
      assert.equal(removed().length, 0)
    },
  )

  winApiTest(harness, 'it is told when an object has gone with its last handle or view', (fixture) => {
    const { win, events, createMapping } = fixture
    const gone = () => events.filter((event) => event.kind === 'object' && event.event === 'destroyed').length
    win.CloseHandle(win.CreateEvent(null, false, false, null))
    assert.equal(gone(), 1)
    const mapping = createMapping(null)
    const view = win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0)
    win.CloseHandle(mapping)
    assert.equal(gone(), 1)
    win.UnmapViewOfFile(view)
    assert.equal(gone(), 2)
  })

  winApiTest(harness, 'a section goes with its last handle while somebody looks at its name', (fixture) => {
    const { win, events, own, createMapping } = fixture
    const mapping = createMapping(own('looked at'))
    let isClosed = false
    const looker = createLinuxNative({
      add({ name, args }) {
        // It has let go of the lock, so that others can do what they like.
        if (isClosed || name !== 'semctl' || args[2] !== 'IPC_RMID') return
        isClosed = true
        win.CloseHandle(mapping)
      },
    })
    assert.deepEqual(looker.objects.probe(own('looked at')), { name: 'shm_nattch', value: 0 })
    assert.deepEqual(
      events.flatMap((event) => (event.kind === 'object' ? [event.event] : [])),
      ['created', 'closed', 'destroyed'],
    )
  })

  winApiTest(harness, 'who has closed all keeps nothing of the directory', async ({ win, own, partner }) => {
    const there = winApiOf(await partner())
    const mine = win.CreateEvent(null, false, false, own('kept'))
    const its = await there.handle('OpenEvent', EVENT_ALL_ACCESS, false, own('kept'))
    win.CloseHandle(mine)
    await there.result('CloseHandle', its)
    assert.deepEqual([directories(), removed()], [[], []])
  })

  winApiTest(harness, 'no descriptor is left when a process is at its end', async ({ win, own, partner, exit }) => {
    const there = winApiOf(await partner())
    const before = descriptors()
    const event = win.CreateEvent(null, false, false, own('descriptors'))
    await there.handle('OpenEvent', EVENT_ALL_ACCESS, false, own('descriptors'))
    assert.equal(win.WaitForSingleObject(event, 20), flags.WAIT_TIMEOUT)
    win.SetEvent(event)
    assert.ok(descriptors() > before)
    exit()
    assert.equal(descriptors(), before)
  })

  winApiTest(harness, 'another program’s segment at the directory’s key is left alone', ({ win }) => {
    const probe = win.CreateEvent(null, false, false, null)
    const [{ key = 0 } = {}] = directories()
    win.CloseHandle(probe)
    const foreign = libc().shmget(key, 100, IPC_CREAT | IPC_EXCL | MODE)
    try {
      refusedWith(win, win.CreateEvent(null, false, false, null), 0, winerror.ERROR_NOT_ENOUGH_MEMORY)
      assert.equal(libc().shmget(key, 0, 0), foreign)
    } finally {
      libc().shmctl(foreign, IPC_RMID, null)
    }
    assert.notEqual(win.CreateEvent(null, false, false, null), 0)
    assert.equal(win.GetLastError(), winerror.NO_ERROR)
  })

  winApiTest(harness, 'what a stranger has written into the directory is no table, and ends nobody', ({ win }) => {
    const event = win.CreateEvent(null, false, false, null)
    const [{ shmid = -1, size = 0 } = {}] = directories()
    const view = Number(libc().shmat(shmid, 0, 0))
    const tables = [4096, 4096 + (size - 4096) / 2].map((offset) => ({
      at: view + offset,
      bytes: Buffer.alloc(TABLE),
    }))
    for (const { at, bytes } of tables) libc().copyOut(bytes, at, TABLE)
    // Behind the length of each.
    for (const { at } of tables) libc().copyIn(at + 4, Buffer.alloc(64, '}'), 64)
    refusedWith(win, win.SetEvent(event), false, winerror.ERROR_NOT_ENOUGH_MEMORY)
    for (const { at, bytes } of tables) libc().copyIn(at, bytes, TABLE)
    libc().shmdt(view)
    assert.equal(win.SetEvent(event), true)
  })

  winApiTest(
    harness,
    'a sweep wakes who waits for what a dead process had',
    async ({ native, own, partner, win }) => {
      const other = await partner()
      const there = winApiOf(other)
      await there.handle('CreateEvent', null, false, false, own('swept'))
      await there.handle('CreateFileMapping', -1, null, flags.PAGE_READWRITE, 0, 10, null)
      await other.kill()
      const swept = native.processes.sweep(other.pid).map((text) => text.replace(/0x.*/, 'at its key'))
      assert.deepEqual(swept.sort(), [`event ${own('swept')}`, 'section at its key'])
      assert.deepEqual(native.processes.sweep(other.pid), [])
      assert.deepEqual(directories(), [])
      win.CreateEvent(null, false, false, null)
      // A living process keeps what it has, but for one that sweeps itself at its very end.
      assert.deepEqual(native.processes.sweep(processId(process.ppid)), [])
      assert.deepEqual(native.processes.sweep(native.processes.self), ['event without a name'])
    },
  )

  fixtureTest(harness, 'a sweep removes contents that are in no table, and leaves those that are', ({ native }) => {
    const key = 0x5d00_0000 + (process.pid % 0x100_0000)
    libc().shmget(key, 100, IPC_CREAT | IPC_EXCL | MODE)
    const made = native.objects.createSection(-1, flags.PAGE_READWRITE, 10, null)
    assert.ok(made.ok)
    native.processes.sweepDead()
    assert.equal(contents().length, 2)
    const swept = native.processes.sweep(native.processes.self)
    assert.equal(swept.length, 2)
    assert.ok(swept.includes(`section 0x${key.toString(16).toUpperCase()}`))
    assert.deepEqual(contents(), [])
    native.objects.exit(0)
  })

  fixtureTest(harness, 'what a thread that hangs has open, another thread of its process sweeps', ({ native }) => {
    const made = native.objects.createEvent(false, false, null)
    assert.ok(made.ok)
    assert.deepEqual(createLinuxNative(noKernelLog).processes.sweep(native.processes.self), ['event without a name'])
    assert.deepEqual(native.objects.setEvent(made.value.handle), { ok: false, code: 6 })
    native.objects.exit(0)
  })

  winApiTest(
    harness,
    'an owner that has come while somebody waited, and dies, wakes him at once',
    async (fixture) => {
      const { win, own, partner } = fixture
      const mutex = win.CreateMutex(null, true, own('mutex'))
      const event = win.CreateEvent(null, true, false, own('event'))
      const waiter = winApiOf(await partner())
      const all = [
        await waiter.handle('OpenMutex', MUTEX_ALL_ACCESS, false, own('mutex')),
        await waiter.handle('OpenEvent', EVENT_ALL_ACCESS, false, own('event')),
      ]
      const times: number[] = []
      for (let round = 0; round < 5; round += 1) {
        const waited = waiter.result('WaitForMultipleObjects', 2, all, true, LONG)
        await pause(50)
        const other = await partner()
        const there = winApiOf(other)
        const its = await there.handle('OpenMutex', MUTEX_ALL_ACCESS, false, own('mutex'))
        win.ReleaseMutex(mutex)
        assert.equal(await there.result('WaitForSingleObject', its, LONG), WAIT_OBJECT_0)
        win.SetEvent(event)
        await pause(Math.random() * 100)
        const start = performance.now()
        const killed = other.kill()
        assert.equal(await waited, WAIT_ABANDONED_0)
        times.push(performance.now() - start)
        await killed
        await waiter.result('ReleaseMutex', all[0])
        win.ResetEvent(event)
        assert.equal(win.WaitForSingleObject(mutex, INFINITE), WAIT_OBJECT_0)
      }
      const [median = 0] = times.sort((a, b) => a - b).slice(2)
      // Who looked every 100 ms would need 50 at the median, beside what the end of a process takes.
      assert.ok(median < 40, `${times} ms`)
    },
  )

  winApiTest(
    harness,
    'a call is some calls of the kernel, and the lock is held for few of them',
    ({ win, events }) => {
      win.SetEvent(win.CreateEvent(null, false, false, null))
      const [create, set] = events.filter((event) => event.kind === 'call')
      assert.deepEqual(
        [create, set].map((call) => call?.kernel.map(({ name }) => name)),
        [
          ['semget', 'semtimedop', 'shmget', 'shmget', 'shmat', 'semctl'],
          ['semget', 'semtimedop', 'shmget', 'semctl'],
        ],
      )
    },
  )
})
