/** Waiting for several objects, as Windows answers. The rules: Wine's tests of kernel32, sync.c. */
import assert from 'node:assert/strict'
import { type Handle, handle } from '../kernel-objects.ts'
import * as errors from '../winapi/errors.ts'
import * as flags from '../winapi/flags.ts'
import { createHeldClock } from './fixture.ts'
import type { Harness } from './harness.ts'
import { pause, refusedWith, winApiOf, winApiTest } from './winapi-fixture.ts'
import { processTest } from './winapi-processes.ts'

const { EVENT_ALL_ACCESS, MUTEX_ALL_ACCESS, CURRENT_PROCESS, CURRENT_THREAD, MAXIMUM_WAIT_OBJECTS } = flags
const { WAIT_OBJECT_0, WAIT_ABANDONED_0, WAIT_TIMEOUT, WAIT_FAILED } = flags
const { ERROR_INVALID_PARAMETER, ERROR_INVALID_HANDLE } = errors
/** Longer than any wait that is to end by itself, in milliseconds. */
const LONG = 20_000

export function describeWinApiWaits(harness: Harness) {
  describeAny(harness)
  describeAll(harness)
  describeRefusals(harness)
  describeHeld(harness)
}

/** How long a run is held that a wait outlasts, and how long that may last, in milliseconds. */
const [HELD, PATIENCE] = [500, 150]

function describeHeld(harness: Harness) {
  for (const count of [1, 2]) {
    const clock = createHeldClock()
    winApiTest(
      harness,
      `while the run is held a wait for ${count} does not time out, and then the rest of its time is left`,
      ({ win }) => {
        const events = Array.from({ length: count }, () => win.CreateEvent(null, true, false, null))
        const wait = (ms: number) =>
          count === 1
            ? win.WaitForSingleObject(events[0] as Handle, ms)
            : win.WaitForMultipleObjects(count, events, false, ms)
        clock.hold(LONG)
        assert.equal(wait(0), WAIT_TIMEOUT)
        assert.ok(clock.isHeld())
        const began = performance.now()
        clock.hold(HELD)
        assert.equal(wait(PATIENCE), WAIT_TIMEOUT)
        assert.ok(performance.now() - began >= HELD + PATIENCE)
      },
      { clock },
    )
  }
}

function describeAny(harness: Harness) {
  winApiTest(harness, 'of 64 that are signalled the first ends the wait, and only that one is reset', ({ win }) => {
    const events = Array.from({ length: MAXIMUM_WAIT_OBJECTS }, (_, index) =>
      win.CreateEvent(null, index === 0, true, null),
    )
    const wait = () => win.WaitForMultipleObjects(events.length, events, false, 0)
    // The first is a manual-reset event, and stays set.
    assert.deepEqual([wait(), wait()], [WAIT_OBJECT_0, WAIT_OBJECT_0])
    win.ResetEvent(events[0] as Handle)
    for (let index = 1; index < events.length; index += 1) assert.equal(wait(), WAIT_OBJECT_0 + index)
    assert.equal(wait(), WAIT_TIMEOUT)
  })

  winApiTest(
    harness,
    'whichever is signalled while all are waited for ends the wait',
    async ({ win, own, partner }) => {
      const names = ['a', 'b', 'c'].map(own)
      const events = names.map((name) => win.CreateEvent(null, false, false, name))
      const there = winApiOf(await partner())
      const opened: Handle[] = []
      for (const name of names) opened.push(await there.handle('OpenEvent', EVENT_ALL_ACCESS, false, name))
      for (const index of [2, 0, 1]) {
        const waited = there.result('WaitForMultipleObjects', 3, opened, false, LONG)
        await pause(60)
        win.SetEvent(events[index] as Handle)
        assert.equal(await waited, WAIT_OBJECT_0 + index)
      }
      assert.equal(win.WaitForMultipleObjects(3, events, false, 0), WAIT_TIMEOUT)
    },
  )

  winApiTest(harness, 'a mutex among others is acquired, abandoned or not', async ({ win, own, partner }) => {
    const event = win.CreateEvent(null, false, false, null)
    const mutex = win.CreateMutex(null, false, own('mutex'))
    const other = await partner()
    const there = winApiOf(other)
    const its = await there.handle('OpenMutex', MUTEX_ALL_ACCESS, false, own('mutex'))
    assert.equal(await there.result('WaitForSingleObject', its, 0), WAIT_OBJECT_0)
    const wait = (ms: number) => win.WaitForMultipleObjects(2, [event, mutex], false, ms)
    assert.equal(wait(30), WAIT_TIMEOUT)
    await other.kill()
    assert.equal(wait(LONG), WAIT_ABANDONED_0 + 1)
    assert.deepEqual([win.ReleaseMutex(mutex), win.ReleaseMutex(mutex)], [true, false])
    assert.equal(wait(0), WAIT_OBJECT_0 + 1)
    assert.equal(win.ReleaseMutex(mutex), true)
  })

  processTest(harness, 'the end of a process is told among others', ({ win, start }) => {
    const event = win.CreateEvent(null, false, false, null)
    const { hProcess } = start('node -e 0')
    assert.equal(win.WaitForMultipleObjects(2, [event, hProcess], false, LONG), WAIT_OBJECT_0 + 1)
    win.SetEvent(event)
    assert.equal(win.WaitForMultipleObjects(2, [event, hProcess], true, 0), WAIT_OBJECT_0)
  })
}

function describeAll(harness: Harness) {
  winApiTest(harness, 'all are taken at once, or none', ({ win }) => {
    const auto = win.CreateEvent(null, false, true, null)
    const other = win.CreateEvent(null, false, false, null)
    const mutex = win.CreateMutex(null, false, null)
    const wait = (ms = 0) => win.WaitForMultipleObjects(3, [auto, mutex, other], true, ms)
    assert.deepEqual([wait(), wait(30)], [WAIT_TIMEOUT, WAIT_TIMEOUT])
    // Nothing was taken: the event is set still, and the mutex free.
    refusedWith(win, win.ReleaseMutex(mutex), false, errors.ERROR_NOT_OWNER)
    win.SetEvent(other)
    assert.equal(wait(), WAIT_OBJECT_0)
    assert.deepEqual(
      [auto, other].map((event) => win.WaitForSingleObject(event, 0)),
      [WAIT_TIMEOUT, WAIT_TIMEOUT],
    )
    assert.equal(win.ReleaseMutex(mutex), true)
  })

  winApiTest(harness, 'who waits for all leaves others what he cannot have yet', async ({ win, own, partner }) => {
    const names = ['a', 'b'].map(own)
    const [a = handle(0), b = handle(0)] = names.map((name) => win.CreateEvent(null, false, false, name))
    const there = winApiOf(await partner())
    const opened: Handle[] = []
    for (const name of names) opened.push(await there.handle('OpenEvent', EVENT_ALL_ACCESS, false, name))
    const waited = there.result('WaitForMultipleObjects', 2, opened, true, LONG)
    await pause(100)
    win.SetEvent(a)
    await pause(50)
    assert.equal(win.WaitForSingleObject(a, 0), WAIT_OBJECT_0)
    win.SetEvent(b)
    await pause(50)
    win.SetEvent(a)
    assert.equal(await waited, WAIT_OBJECT_0)
    assert.deepEqual(
      [a, b].map((event) => win.WaitForSingleObject(event, 0)),
      [WAIT_TIMEOUT, WAIT_TIMEOUT],
    )
  })

  winApiTest(harness, 'an abandoned mutex among all is told, and all are taken', async ({ win, own, partner }) => {
    const event = win.CreateEvent(null, false, true, null)
    const mutex = win.CreateMutex(null, false, own('mutex'))
    const other = await partner()
    const there = winApiOf(other)
    await there.result(
      'WaitForSingleObject',
      await there.handle('OpenMutex', MUTEX_ALL_ACCESS, false, own('mutex')),
      0,
    )
    await other.kill()
    assert.equal(win.WaitForMultipleObjects(2, [event, mutex], true, LONG), WAIT_ABANDONED_0)
    assert.equal(win.WaitForSingleObject(event, 0), WAIT_TIMEOUT)
    assert.equal(win.ReleaseMutex(mutex), true)
  })
}

function describeRefusals(harness: Harness) {
  winApiTest(harness, 'no object, or more than 64, cannot be waited for', ({ win }) => {
    const event = win.CreateEvent(null, true, true, null)
    refusedWith(win, win.WaitForMultipleObjects(0, [], false, 0), WAIT_FAILED, ERROR_INVALID_PARAMETER)
    const many = Array(MAXIMUM_WAIT_OBJECTS + 1).fill(event)
    refusedWith(win, win.WaitForMultipleObjects(many.length, many, false, 0), WAIT_FAILED, ERROR_INVALID_PARAMETER)
  })

  winApiTest(harness, 'one that is none spoils the wait for all others', ({ win }) => {
    const event = win.CreateEvent(null, false, true, null)
    const wait = (all: boolean) => win.WaitForMultipleObjects(2, [event, handle(0x7ffc)], all, 0)
    for (const all of [true, false]) refusedWith(win, wait(all), WAIT_FAILED, ERROR_INVALID_HANDLE)
    assert.equal(win.WaitForSingleObject(event, 0), WAIT_OBJECT_0)
  })

  winApiTest(harness, 'one object twice is no set of objects, unless any will do', ({ win, native }) => {
    const event = win.CreateEvent(null, true, true, null)
    assert.equal(win.WaitForMultipleObjects(2, [event, event], false, 0), WAIT_OBJECT_0)
    const all = win.WaitForMultipleObjects(2, [event, event], true, 0)
    // Wine takes it for two.
    if (native.wine) assert.equal(all, WAIT_OBJECT_0)
    else refusedWith(win, all, WAIT_FAILED, ERROR_INVALID_PARAMETER)
  })

  winApiTest(harness, 'pseudo handles are none among several', ({ win, native }) => {
    for (const pseudo of [CURRENT_PROCESS, CURRENT_THREAD].map(handle)) {
      assert.equal(win.WaitForSingleObject(pseudo, 10), WAIT_TIMEOUT)
      const waited = win.WaitForMultipleObjects(1, [pseudo], false, 10)
      if (native.wine) assert.equal(waited, WAIT_TIMEOUT)
      else refusedWith(win, waited, WAIT_FAILED, ERROR_INVALID_HANDLE)
    }
  })
}
