/** A process that is killed at whatever point of its calls leaves what it shares with others whole, and nothing of its own. */
import assert from 'node:assert/strict'
import * as errors from '../winapi/errors.ts'
import { FILE_MAP_READ, WAIT_ABANDONED_0, WAIT_OBJECT_0 } from '../winapi/flags.ts'
import type { Harness } from './harness.ts'
import { pause, refusedWith, winApiTest } from './winapi-fixture.ts'

/** Windows itself sees to it; starting processes in Wine takes long. */
const KILLS = { sysv: 12, win32: 2 }
/** Between the start of the calls and the kill, in milliseconds. */
const LONGEST = 40
/** Longer than any wait that is to end by itself, in milliseconds. */
const LONG = 10_000

export function describeWinApiKills(harness: Harness) {
  winApiTest(harness, 'a process that is killed in the middle of its calls is in nobody’s way', async (fixture) => {
    const { win, own, partner, native } = fixture
    const name = own('churn')
    const mutex = win.CreateMutex(null, false, `${name}.mutex`)
    const event = win.CreateEvent(null, false, true, `${name}.event`)
    for (let kill = 0; kill < KILLS[native.kernel]; kill += 1) {
      const others = [await partner(), await partner()]
      for (const other of others) other.churn(name).catch(() => {})
      await pause(Math.random() * LONGEST)
      for (const other of others) await other.kill()
      const waited = win.WaitForSingleObject(mutex, LONG)
      assert.ok(waited === WAIT_OBJECT_0 || waited === WAIT_ABANDONED_0, `the mutex gave ${waited}`)
      // Whoever had taken it may not have set it again.
      const code = win.WaitForSingleObject(event, 0)
      assert.ok(code === WAIT_OBJECT_0 || waited === WAIT_ABANDONED_0, `the mutex gave ${waited}, the event ${code}`)
      refusedWith(win, win.OpenFileMapping(FILE_MAP_READ, false, `${name}.section`), 0, errors.ERROR_FILE_NOT_FOUND)
      win.SetEvent(event)
      assert.equal(win.ReleaseMutex(mutex), true)
    }
  })
}
