/** Presentation Manager's calls against what they are documented to answer. */
import assert from 'node:assert/strict'
import { HWND_OBJECT, NULLHANDLE } from '../os2/flags.ts'
import type { Os2 } from '../os2/index.ts'
import { WM_QUIT, WM_USER } from '../os2/messages.ts'
import { qmsg } from '../os2/windows.ts'
import { out } from '../out.ts'
import { type ProcessId, processId, type WindowHandle, windowHandle } from '../units.ts'
import { until, value } from './fixture.ts'
import type { Harness } from './harness.ts'
import { type Os2Fixture, os2Test } from './os2-fixture.ts'

const createWindow = (os2: Os2, parent: number = HWND_OBJECT) =>
  os2.WinCreateWindow(parent, 'Test', '', 0, 0, 0, 0, 0, NULLHANDLE, NULLHANDLE, 1, null, null)

interface WindowFixture extends Os2Fixture {
  readonly hwnd: WindowHandle
  /** The id of the next message, as it passes the filter. */
  get(hwnd?: number, first?: number, last?: number): number
}

/** A process with a queue of `size` messages and one window. */
function windowTest(
  harness: Harness,
  name: string,
  body: (fixture: WindowFixture) => Promise<void> | void,
  size = 0,
) {
  os2Test(harness, name, (fixture) => {
    const { os2 } = fixture
    assert.notEqual(os2.WinCreateMsgQueue(1, size), NULLHANDLE)
    const hwnd = createWindow(os2)
    assert.notEqual(hwnd, NULLHANDLE)
    const message = qmsg()
    function get(window = 0, first = 0, last = 0) {
      os2.WinGetMsg(1, message, window, first, last)
      return message.msg
    }
    return body({ ...fixture, hwnd, get })
  })
}

/** What WinGetLastError would tell of the last call that failed. */
const lastError = ({ events }: Os2Fixture) => {
  const call = events.findLast((event) => event.kind === 'call')
  return call?.kind === 'call' ? call.args.error : undefined
}

export function describeOs2Windows(harness: Harness) {
  describeQueues(harness)
  describePosting(harness)
  describeGetting(harness)
  describeOwners(harness)
}

function describeQueues(harness: Harness) {
  const sizes: [size: number, error: string | undefined][] = [
    [0, undefined],
    [1, undefined],
    [1300, undefined],
    [1301, '0x1018 PMERR_QUEUE_TOO_LARGE'],
    [-1, '0x1018 PMERR_QUEUE_TOO_LARGE'],
  ]
  for (const [size, error] of sizes) {
    os2Test(harness, `WinCreateMsgQueue of ${size} messages: ${error ?? 'a handle'}`, (fixture) => {
      assert.equal(fixture.os2.WinCreateMsgQueue(1, size) === NULLHANDLE, error !== undefined)
      assert.equal(lastError(fixture), error)
    })
  }
  windowTest(harness, 'a thread has one queue: PMERR_MSG_QUEUE_ALREADY_EXISTS', (fixture) => {
    assert.equal(fixture.os2.WinCreateMsgQueue(1, 0), NULLHANDLE)
    assert.match(String(lastError(fixture)), /0x1052 PMERR_MSG_QUEUE_ALREADY_EXISTS/)
  })
  os2Test(harness, 'without a queue there are no windows and no messages', ({ os2 }) => {
    assert.equal(createWindow(os2), NULLHANDLE)
    assert.equal(os2.WinGetMsg(1, qmsg(), NULLHANDLE, 0, 0), false)
    assert.equal(os2.WinDestroyMsgQueue(1), false)
  })
  windowTest(harness, 'WinCreateWindow: below HWND_OBJECT or an own object window only', ({ os2, hwnd }) => {
    assert.notEqual(createWindow(os2, hwnd), NULLHANDLE)
    assert.equal(createWindow(os2, 1), NULLHANDLE)
    assert.equal(createWindow(os2, 0x7fff_0001), NULLHANDLE)
  })
  windowTest(harness, 'a queue takes its windows with it', ({ os2, hwnd }) => {
    assert.equal(os2.WinDestroyMsgQueue(1), true)
    assert.equal(os2.WinPostMsg(hwnd, WM_USER, 0, 0), false)
    assert.equal(os2.WinDestroyWindow(hwnd), false)
  })
}

function describePosting(harness: Harness) {
  const posts: [what: string, post: (fixture: WindowFixture) => boolean, error: string | undefined][] = [
    ['to an own window', ({ os2, hwnd }) => os2.WinPostMsg(hwnd, WM_USER, 1, 2), undefined],
    ['of the largest id', ({ os2, hwnd }) => os2.WinPostMsg(hwnd, 0xffff, 0, 0), undefined],
    [
      'of an id beyond 16 bits',
      ({ os2, hwnd }) => os2.WinPostMsg(hwnd, 0x1_0000, 0, 0),
      '0x1003 PMERR_PARAMETER_OUT_OF_RANGE',
    ],
    ['to no window', ({ os2 }) => os2.WinPostMsg(windowHandle(0), WM_USER, 0, 0), '0x1001 PMERR_INVALID_HWND'],
    [
      'to all windows',
      ({ os2 }) => os2.WinPostMsg(windowHandle(0xffff_ffff), WM_USER, 0, 0),
      '0x1001 PMERR_INVALID_HWND',
    ],
    [
      'to a destroyed window',
      ({ os2, hwnd }) => os2.WinDestroyWindow(hwnd) && os2.WinPostMsg(hwnd, WM_USER, 0, 0),
      '0x1001 PMERR_INVALID_HWND',
    ],
  ]
  for (const [what, post, error] of posts) {
    windowTest(harness, `WinPostMsg ${what}: ${error ?? 'TRUE'}`, (fixture) => {
      assert.equal(post(fixture), error === undefined)
      assert.equal(lastError(fixture), error)
    })
  }
  windowTest(harness, 'the default queue holds ten messages, and then WinPostMsg is FALSE', (fixture) => {
    const { os2, hwnd, get } = fixture
    for (let id = 0; id < 10; id += 1) assert.equal(os2.WinPostMsg(hwnd, WM_USER + id, 0, 0), true)
    assert.equal(os2.WinPostMsg(hwnd, WM_USER, 0, 0), false)
    assert.match(String(lastError(fixture)), /0x1038 PMERR_QUEUE_FULL/)
    for (let id = 0; id < 10; id += 1) assert.equal(get(), WM_USER + id)
    assert.equal(os2.WinPostMsg(hwnd, WM_USER, 0, 0), true)
  })
  windowTest(harness, 'parameters keep 32 bits', ({ os2, hwnd }) => {
    const message = qmsg()
    for (const [mp1, mp2] of [
      [0xffff_ffff, 0x8000_0000],
      [-1, 2 ** 32 + 7],
    ] as const) {
      assert.equal(os2.WinPostMsg(hwnd, WM_USER, mp1, mp2), true)
      os2.WinGetMsg(1, message, NULLHANDLE, 0, 0)
      assert.deepEqual([message.mp1, message.mp2], [mp1 >>> 0, mp2 >>> 0])
    }
  })
}

function describeGetting(harness: Harness) {
  windowTest(
    harness,
    'WinGetMsg passes over what the filter does not want, and keeps its order',
    ({ os2, hwnd, get }) => {
      const other = createWindow(os2)
      for (const [to, id] of [
        [hwnd, 1],
        [other, 2],
        [hwnd, 3],
        [other, 4],
        [hwnd, 5],
      ] as const) {
        os2.WinPostMsg(to, WM_USER + id, 0, 0)
      }
      assert.equal(get(other), WM_USER + 2)
      assert.equal(get(0, WM_USER + 3, WM_USER + 5), WM_USER + 3)
      assert.equal(get(other), WM_USER + 4)
      assert.equal(get(), WM_USER + 1)
      assert.equal(get(), WM_USER + 5)
    },
  )
  windowTest(harness, 'a WinGetMsg that passes over others makes room for one', ({ os2, hwnd, get }) => {
    const post = (id: number) => os2.WinPostMsg(hwnd, WM_USER + id, 0, 0)
    for (let id = 0; id < 9; id += 1) assert.equal(post(id), true)
    for (let time = 0; time < 3; time += 1) {
      assert.equal(post(9), true)
      assert.equal(post(10), false)
      assert.equal(get(0, WM_USER + 9, WM_USER + 9), WM_USER + 9)
    }
    for (let id = 0; id < 9; id += 1) assert.equal(get(), WM_USER + id)
  })
  windowTest(harness, 'WinGetMsg is FALSE for WM_QUIT, whatever the filter', ({ os2, hwnd }) => {
    os2.WinPostMsg(hwnd, WM_QUIT, 0, 0)
    assert.equal(os2.WinGetMsg(1, qmsg(), NULLHANDLE, WM_USER, WM_USER), false)
  })
}

function describeOwners(harness: Harness) {
  windowTest(
    harness,
    'WinQueryWindowProcess tells whose window it is, also of another process’s',
    async (fixture) => {
      const { os2, hwnd, native, partner } = fixture
      const [pid, tid] = [out(processId(0)), out(0)]
      assert.equal(os2.WinQueryWindowProcess(hwnd, pid, tid), true)
      assert.deepEqual([pid.value, tid.value], [native.processes.self, 1])
      const other = await partner()
      const queue = value(await other.createQueue(10))
      const theirs = value(await other.createWindow(queue))
      assert.equal(os2.WinQueryWindowProcess(theirs, pid, tid), true)
      assert.equal(pid.value, other.pid)
      await other.kill()
      await until(() => !os2.WinQueryWindowProcess(theirs, pid, tid))
      assert.match(String(lastError(fixture)), /PMERR_INVALID_HWND/)
    },
  )
  for (const hwnd of [0, 1, 0x1234_5678, 0xffff_ffff]) {
    os2Test(harness, `WinQueryWindowProcess of 0x${hwnd.toString(16)}: FALSE`, ({ os2 }) => {
      const pid = out<ProcessId>(processId(7))
      assert.equal(os2.WinQueryWindowProcess(windowHandle(hwnd), pid, out(0)), false)
      assert.equal(pid.value, 7)
    })
  }
}
