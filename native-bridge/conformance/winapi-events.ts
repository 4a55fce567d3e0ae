/** Events, as Windows answers. The rules about names and rights: Wine's tests of kernel32, sync.c. */
import assert from 'node:assert/strict'
import { handle } from '../kernel-objects.ts'
import * as errors from '../winapi/errors.ts'
import * as flags from '../winapi/flags.ts'
import type { Harness } from './harness.ts'
import { pause, refusedWith, type WinApiFixture, winApiOf, winApiTest } from './winapi-fixture.ts'

const { EVENT_ALL_ACCESS, EVENT_MODIFY_STATE, SYNCHRONIZE, INFINITE } = flags
const { WAIT_OBJECT_0, WAIT_TIMEOUT, WAIT_FAILED } = flags
const { ERROR_FILE_NOT_FOUND, ERROR_INVALID_HANDLE, ERROR_ACCESS_DENIED, ERROR_ALREADY_EXISTS } = errors
/** Longer than any wait that is to end by itself, in milliseconds. */
const LONG = 20_000

export function describeWinApiEvents(harness: Harness) {
  describeState(harness)
  describeWaking(harness)
  describeNames(harness)
}

function describeState(harness: Harness) {
  winApiTest(harness, 'a manual-reset event lets everybody through until it is reset', ({ win }) => {
    const event = win.CreateEvent(null, true, false, null)
    const wait = () => win.WaitForSingleObject(event, 0)
    assert.equal(wait(), WAIT_TIMEOUT)
    assert.deepEqual([win.SetEvent(event), win.SetEvent(event)], [true, true])
    assert.deepEqual([wait(), wait(), wait()], [WAIT_OBJECT_0, WAIT_OBJECT_0, WAIT_OBJECT_0])
    assert.deepEqual([win.ResetEvent(event), win.ResetEvent(event)], [true, true])
    assert.equal(wait(), WAIT_TIMEOUT)
  })

  winApiTest(harness, 'an auto-reset event keeps one signal, and no second one', ({ win }) => {
    const event = win.CreateEvent(null, false, true, null)
    const wait = () => win.WaitForSingleObject(event, 0)
    assert.deepEqual([wait(), wait()], [WAIT_OBJECT_0, WAIT_TIMEOUT])
    assert.deepEqual([win.SetEvent(event), win.SetEvent(event)], [true, true])
    assert.deepEqual([wait(), wait()], [WAIT_OBJECT_0, WAIT_TIMEOUT])
    win.SetEvent(event)
    win.ResetEvent(event)
    assert.equal(wait(), WAIT_TIMEOUT)
  })

  winApiTest(
    harness,
    'a wait changes nothing about GetLastError, and the lowest bits of a handle mean nothing',
    ({ win }) => {
      const [set, unset] = [win.CreateEvent(null, true, true, null), win.CreateEvent(null, true, false, null)]
      refusedWith(win, win.CloseHandle(handle(0x7ffc)), false, ERROR_INVALID_HANDLE)
      for (const bits of [0, 1, 2, 3]) {
        assert.equal(win.WaitForSingleObject(handle(set + bits), 0), WAIT_OBJECT_0)
        assert.equal(win.WaitForSingleObject(handle(unset + bits), 0), WAIT_TIMEOUT)
        assert.equal(win.GetLastError(), ERROR_INVALID_HANDLE)
      }
      for (const bits of [0, 1, 2, 3]) {
        const none = handle(0x7ff0 + bits)
        refusedWith(win, win.WaitForSingleObject(none, 0), WAIT_FAILED, ERROR_INVALID_HANDLE)
      }
    },
  )

  winApiTest(harness, 'a wait ends after its time', ({ win }) => {
    const event = win.CreateEvent(null, false, false, null)
    const start = performance.now()
    assert.equal(win.WaitForSingleObject(event, 130), WAIT_TIMEOUT)
    const waited = performance.now() - start
    assert.ok(waited >= 125 && waited < 2000, `${waited} ms`)
  })
}

/** An event, and as many other processes that wait for it, each with its wait. */
async function waitingFor({ win, own, partner }: WinApiFixture, manualReset: boolean, count: number) {
  const event = win.CreateEvent(null, manualReset, false, own('awaited'))
  const waits = []
  for (let index = 0; index < count; index += 1) {
    const there = winApiOf(await partner())
    const opened = await there.handle('OpenEvent', SYNCHRONIZE, false, own('awaited'))
    waits.push(there.result('WaitForSingleObject', opened, LONG))
  }
  // Longer than all take to wait in the kernel.
  await pause(200)
  return { event, waits }
}

function describeWaking(harness: Harness) {
  winApiTest(harness, 'a signal of a manual-reset event wakes all, even if it is reset at once', async (fixture) => {
    const { win } = fixture
    const { event, waits } = await waitingFor(fixture, true, 2)
    win.SetEvent(event)
    if (fixture.native.kernel === 'win32') await pause(50)
    win.ResetEvent(event)
    assert.deepEqual(await Promise.all(waits), [WAIT_OBJECT_0, WAIT_OBJECT_0])
  })

  winApiTest(harness, 'each signal of an auto-reset event wakes one', async (fixture) => {
    const { win } = fixture
    const { event, waits } = await waitingFor(fixture, false, 2)
    win.SetEvent(event)
    await Promise.race(waits)
    assert.equal(win.WaitForSingleObject(event, 0), WAIT_TIMEOUT)
    win.SetEvent(event)
    assert.deepEqual(await Promise.all(waits), [WAIT_OBJECT_0, WAIT_OBJECT_0])
    assert.equal(win.WaitForSingleObject(event, 0), WAIT_TIMEOUT)
  })

  winApiTest(harness, 'a waiter is woken, and does not look again and again', async (fixture) => {
    const { win, own, partner } = fixture
    const [go, done] = [
      win.CreateEvent(null, false, false, own('go')),
      win.CreateEvent(null, false, false, own('done')),
    ]
    const there = winApiOf(await partner())
    const [its, answer] = [
      await there.handle('OpenEvent', EVENT_ALL_ACCESS, false, own('go')),
      await there.handle('OpenEvent', EVENT_ALL_ACCESS, false, own('done')),
    ]
    const times: number[] = []
    for (let round = 0; round < 9; round += 1) {
      const woken = there.result('WaitForSingleObject', its, LONG).then(() => there.result('SetEvent', answer))
      await pause(20)
      const start = performance.now()
      win.SetEvent(go)
      await woken
      assert.equal(win.WaitForSingleObject(done, LONG), WAIT_OBJECT_0)
      times.push(performance.now() - start)
    }
    const [median = 0] = times.sort((a, b) => a - b).slice(4)
    // Who looked every 100 ms would need 50 at the median.
    assert.ok(median < 25, `${median} ms`)
  })

  winApiTest(harness, 'a waiter that was killed takes no signal with it', async (fixture) => {
    const { win, own, partner } = fixture
    const event = win.CreateEvent(null, false, false, own('killed'))
    const other = await partner()
    const there = winApiOf(other)
    const opened = await there.handle('OpenEvent', SYNCHRONIZE, false, own('killed'))
    const waited = there.result('WaitForSingleObject', opened, LONG).catch(() => 'killed')
    await pause(100)
    await other.kill()
    assert.equal(await waited, 'killed')
    win.SetEvent(event)
    assert.equal(win.WaitForSingleObject(event, 0), WAIT_OBJECT_0)
  })
}

function describeNames(harness: Harness) {
  winApiTest(harness, 'a name in use: the event that has it, as it is, and ERROR_ALREADY_EXISTS', ({ win, own }) => {
    const first = win.CreateEvent(null, true, true, own('Event'))
    assert.equal(win.GetLastError(), 0)
    const second = win.CreateEvent(null, false, false, own('Event'))
    assert.notEqual(second, 0)
    assert.equal(win.GetLastError(), ERROR_ALREADY_EXISTS)
    // Still set, and manual-reset.
    for (const event of [second, first, second]) assert.equal(win.WaitForSingleObject(event, 0), WAIT_OBJECT_0)
    win.ResetEvent(second)
    assert.equal(win.WaitForSingleObject(first, 0), WAIT_TIMEOUT)
  })

  winApiTest(harness, 'names of events differ in upper and lower case, and no name is none', ({ win, own }) => {
    win.CreateEvent(null, false, false, own('Event'))
    refusedWith(win, win.OpenEvent(EVENT_ALL_ACCESS, false, own('EVENT')), 0, ERROR_FILE_NOT_FOUND)
    assert.notEqual(win.CreateEvent(null, false, false, own('EVENT')), 0)
    assert.equal(win.GetLastError(), 0)
    assert.notEqual(win.OpenEvent(EVENT_ALL_ACCESS, false, own('Event')), 0)
    refusedWith(win, win.OpenEvent(EVENT_ALL_ACCESS, false, null), 0, errors.ERROR_INVALID_PARAMETER)
    const [a, b] = [win.CreateEvent(null, true, true, null), win.CreateEvent(null, true, false, null)]
    assert.deepEqual(
      [a, b].map((event) => win.WaitForSingleObject(event, 0)),
      [WAIT_OBJECT_0, WAIT_TIMEOUT],
    )
  })

  winApiTest(harness, 'all kinds of objects share one space of names', ({ win, own, createMapping }) => {
    win.CreateEvent(null, false, false, own('event'))
    win.CreateMutex(null, false, own('mutex'))
    createMapping(own('mapping'))
    const map = (name: string) =>
      win.CreateFileMapping(flags.INVALID_HANDLE_VALUE, null, flags.PAGE_READWRITE, 0, 10, own(name))
    for (const [name, others] of [
      ['event', [() => win.CreateMutex(null, false, own('event')), () => map('event')]],
      ['mutex', [() => win.CreateEvent(null, false, false, own('mutex')), () => map('mutex')]],
      [
        'mapping',
        [
          () => win.CreateEvent(null, false, false, own('mapping')),
          () => win.CreateMutex(null, false, own('mapping')),
        ],
      ],
    ] as const) {
      for (const other of others) refusedWith(win, other(), 0, ERROR_INVALID_HANDLE)
      const kinds = {
        event: win.OpenEvent(SYNCHRONIZE, false, own(name)),
        mutex: win.OpenMutex(SYNCHRONIZE, false, own(name)),
        mapping: win.OpenFileMapping(flags.FILE_MAP_READ, false, own(name)),
      }
      assert.deepEqual(
        Object.entries(kinds).map(([kind, opened]) => [kind, opened !== 0]),
        [
          ['event', name === 'event'],
          ['mutex', name === 'mutex'],
          ['mapping', name === 'mapping'],
        ],
      )
    }
    refusedWith(win, win.OpenEvent(SYNCHRONIZE, false, own('mutex')), 0, ERROR_INVALID_HANDLE)
  })

  const rights: [access: number, wait: number, set: number][] = [
    [SYNCHRONIZE, 0, ERROR_ACCESS_DENIED],
    [EVENT_MODIFY_STATE, ERROR_ACCESS_DENIED, 0],
    [EVENT_ALL_ACCESS, 0, 0],
    [flags.GENERIC_ALL, 0, 0],
    [flags.GENERIC_EXECUTE, 0, ERROR_ACCESS_DENIED],
    [flags.GENERIC_WRITE, ERROR_ACCESS_DENIED, 0],
    [flags.GENERIC_READ, ERROR_ACCESS_DENIED, ERROR_ACCESS_DENIED],
    [flags.MAXIMUM_ALLOWED, 0, 0],
  ]
  for (const [access, wait, set] of rights) {
    const codes = `waiting gives ${errors.errorName(wait)}, setting ${errors.errorName(set)}`
    winApiTest(harness, `an event opened for ${flags.eventAccessNames(access)}: ${codes}`, ({ win, own }) => {
      win.CreateEvent(null, true, true, own('rights'))
      const opened = win.OpenEvent(access, false, own('rights'))
      assert.notEqual(opened, 0)
      if (wait === 0) assert.equal(win.WaitForSingleObject(opened, INFINITE), WAIT_OBJECT_0)
      else refusedWith(win, win.WaitForSingleObject(opened, INFINITE), WAIT_FAILED, wait)
      for (const change of [win.SetEvent, win.ResetEvent]) {
        if (set === 0) assert.equal(change(opened), true)
        else refusedWith(win, change(opened), false, set)
      }
    })
  }

  winApiTest(harness, 'what is no event can neither be set nor reset', ({ win, createMapping }) => {
    for (const none of [win.CreateMutex(null, false, null), createMapping(null), handle(0), handle(0x7ffc)]) {
      refusedWith(win, win.SetEvent(none), false, ERROR_INVALID_HANDLE)
      refusedWith(win, win.ResetEvent(none), false, ERROR_INVALID_HANDLE)
    }
  })

  winApiTest(harness, 'a section cannot be waited for', ({ win, createMapping }) => {
    refusedWith(win, win.WaitForSingleObject(createMapping(null), 0), WAIT_FAILED, ERROR_ACCESS_DENIED)
  })
}
