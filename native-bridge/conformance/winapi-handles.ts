/** Duplicated handles, as Windows answers. The rules about rights: Wine's tests of kernel32, virtual.c. */
import assert from 'node:assert/strict'
import { type Handle, handle } from '../kernel-objects.ts'
import { out } from '../out.ts'
import * as errors from '../winapi/errors.ts'
import * as flags from '../winapi/flags.ts'
import type { WinApi } from '../winapi/index.ts'
import type { Harness } from './harness.ts'
import { refusedWith, winApiOf, winApiTest } from './winapi-fixture.ts'
import { processTest } from './winapi-processes.ts'

const { FILE_MAP_READ, FILE_MAP_WRITE, DUPLICATE_SAME_ACCESS, DUPLICATE_CLOSE_SOURCE, CURRENT_PROCESS } = flags
const { ERROR_ACCESS_DENIED, ERROR_INVALID_HANDLE } = errors
const SELF = handle(CURRENT_PROCESS)

/** A duplicate within this process. */
function duplicate(win: WinApi, source: Handle, access: number, options = 0): Handle {
  const made = out(handle(0))
  assert.equal(win.DuplicateHandle(SELF, source, SELF, made, access, false, options), true)
  return made.value
}

export function describeWinApiHandles(harness: Harness) {
  const rights: [duplicated: number, mapped: number, isMapped: boolean][] = [
    [FILE_MAP_READ | FILE_MAP_WRITE, FILE_MAP_WRITE, true],
    [FILE_MAP_READ, FILE_MAP_WRITE, false],
    [FILE_MAP_READ, FILE_MAP_READ, true],
    [FILE_MAP_READ, 0, true],
    [0, 0, false],
  ]
  for (const [duplicated, mapped, isMapped] of rights) {
    const [a, b] = [duplicated, mapped].map(flags.mapAccessNames)
    winApiTest(
      harness,
      `a section’s handle duplicated for ${a} is mapped for ${b}: ${isMapped}`,
      ({ win, createMapping }) => {
        const made = duplicate(win, createMapping(null), duplicated)
        const view = win.MapViewOfFile(made, mapped, 0, 0, 4096)
        if (isMapped) assert.notEqual(view, 0)
        else refusedWith(win, view, 0, ERROR_ACCESS_DENIED)
      },
    )
  }

  winApiTest(harness, 'a duplicate is a handle of its own', ({ win, own, createMapping }) => {
    const mapping = createMapping(own('dup'))
    const made = duplicate(win, mapping, 0, DUPLICATE_SAME_ACCESS)
    assert.notEqual(made, mapping)
    assert.equal(win.CloseHandle(mapping), true)
    assert.notEqual(win.MapViewOfFile(made, FILE_MAP_WRITE, 0, 0, 0), 0)
    assert.equal(win.CloseHandle(win.OpenFileMapping(FILE_MAP_READ, false, own('dup'))), true)
    const moved = duplicate(win, made, 0, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE)
    // The new one may have the old one's number.
    if (moved !== made) refusedWith(win, win.CloseHandle(made), false, ERROR_INVALID_HANDLE)
    assert.equal(win.CloseHandle(moved), true)
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, own('dup')), 0, errors.ERROR_FILE_NOT_FOUND)
  })

  winApiTest(harness, 'what is none cannot be duplicated', ({ win, createMapping }) => {
    const made = out(handle(0))
    const mapping = createMapping(null)
    const dup = (from: Handle, source: Handle, to: Handle) =>
      win.DuplicateHandle(from, source, to, made, 0, false, DUPLICATE_SAME_ACCESS)
    refusedWith(win, dup(SELF, handle(0x7ffc), SELF), false, ERROR_INVALID_HANDLE)
    refusedWith(win, dup(handle(0x7ffc), mapping, SELF), false, ERROR_INVALID_HANDLE)
    refusedWith(win, dup(SELF, mapping, handle(0x7ffc)), false, ERROR_INVALID_HANDLE)
    refusedWith(win, dup(SELF, mapping, mapping), false, ERROR_INVALID_HANDLE)
  })

  winApiTest(harness, 'a pseudo handle becomes a real one', ({ win }) => {
    const made = duplicate(win, SELF, 0, DUPLICATE_SAME_ACCESS)
    const code = out(0)
    assert.equal(win.GetExitCodeProcess(made, code), true)
    assert.equal(code.value, flags.STILL_ACTIVE)
    assert.equal(win.WaitForSingleObject(made, 10), flags.WAIT_TIMEOUT)
  })

  winApiTest(harness, 'a handle is put into another process, which has it at once', async (fixture) => {
    const { win, text, native, own, createMapping, partner } = fixture
    const other = await partner()
    const there = winApiOf(other)
    const process = native.objects.openProcess(other.pid)
    assert.ok(process.ok)
    const mapping = createMapping(own('given'))
    const event = win.CreateEvent(null, false, false, null)
    text.writeNarrow(win.MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0), 0, 'given')
    const give = (source: Handle, access: number, options: number) => {
      const made = out(handle(0))
      assert.equal(win.DuplicateHandle(SELF, source, process.value.process, made, access, false, options), true)
      return made.value
    }
    const [its, itsEvent] = [give(mapping, FILE_MAP_READ, 0), give(event, 0, DUPLICATE_SAME_ACCESS)]
    win.CloseHandle(mapping)
    // The other process alone keeps the name now.
    assert.equal(win.CloseHandle(win.OpenFileMapping(FILE_MAP_READ, false, own('given'))), true)
    const { lastError } = await there.ask('MapViewOfFile', its, FILE_MAP_WRITE, 0, 0, 0)
    assert.equal(lastError, ERROR_ACCESS_DENIED)
    const view = await there.handle('MapViewOfFile', its, FILE_MAP_READ, 0, 0, 0)
    assert.deepEqual(await other.touchView('read', view, 0, Array(5).fill(0)), [...Buffer.from('given')])
    assert.equal(await there.result('SetEvent', itsEvent), true)
    assert.equal(win.WaitForSingleObject(event, 10_000), flags.WAIT_OBJECT_0)
    // And it can be taken back, by moving it here.
    const back = out(handle(0))
    const move = DUPLICATE_CLOSE_SOURCE | DUPLICATE_SAME_ACCESS
    assert.equal(win.DuplicateHandle(process.value.process, its, SELF, back, 0, false, move), true)
    assert.equal((await there.ask('CloseHandle', its)).lastError, ERROR_INVALID_HANDLE)
    assert.equal(win.CloseHandle(back.value), true)
    refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, own('given')), 0, errors.ERROR_FILE_NOT_FOUND)
    for (const each of [process.value.process, process.value.thread]) win.CloseHandle(each)
  })

  winApiTest(harness, 'a handle is closed where there is nowhere to move it to', ({ win, native, createMapping }) => {
    const mapping = createMapping(null)
    const closed = win.DuplicateHandle(SELF, mapping, handle(0), null, 0, false, DUPLICATE_CLOSE_SOURCE)
    // Wine closes it as well, and says that it did not.
    assert.equal(closed, native.wine === undefined)
    refusedWith(win, win.CloseHandle(mapping), false, ERROR_INVALID_HANDLE)
  })

  processTest(harness, 'a process that has ended takes no more handles', ({ win, start, createMapping }) => {
    const { hProcess } = start('node -e 0')
    assert.equal(win.WaitForSingleObject(hProcess, 20_000), flags.WAIT_OBJECT_0)
    const made = out(handle(0))
    const given = win.DuplicateHandle(SELF, createMapping(null), hProcess, made, 0, false, DUPLICATE_SAME_ACCESS)
    refusedWith(win, given, false, ERROR_ACCESS_DENIED)
  })
}
