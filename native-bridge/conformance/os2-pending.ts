/** What OS/2's calls say beforehand: what they use, what they wait for, and how long. */
import assert from 'node:assert/strict'
import { ERROR_TIMEOUT, NO_ERROR } from '../os2/errors.ts'
import { DCWA_PROCESS, DCWW_NOWAIT, DCWW_WAIT, HWND_OBJECT } from '../os2/flags.ts'
import { resultCodes } from '../os2/processes.ts'
import { qmsg } from '../os2/windows.ts'
import { out } from '../out.ts'
import { hexadecimal, processId } from '../units.ts'
import type { Harness } from './harness.ts'
import { type Os2Fixture, os2Test, READ_WRITE } from './os2-fixture.ts'

/** Of the last call that passed the gate. */
function told({ pending }: Os2Fixture) {
  const { name, uses, waits, timeout } = pending.at(-1) ?? {}
  return { name, uses, waits, timeout }
}

export function describeOs2Pending(harness: Harness) {
  os2Test(harness, 'a wait for a semaphore names it and its time beforehand', (fixture) => {
    const { os2 } = fixture
    const hev = out(0)
    assert.equal(os2.DosCreateEventSem(null, hev, 0, false), NO_ERROR)
    const object = hexadecimal(hev.value)
    const uses = [{ object, access: 'write' }]
    assert.equal(os2.DosWaitEventSem(hev.value, 20), ERROR_TIMEOUT)
    assert.deepEqual(told(fixture), { name: 'DosWaitEventSem', uses, waits: [object], timeout: 20 })
    os2.DosPostEventSem(hev.value)
    assert.deepEqual(told(fixture), { name: 'DosPostEventSem', uses, waits: undefined, timeout: undefined })
    os2.DosWaitEventSem(hev.value, -1)
    assert.deepEqual(told(fixture).timeout, null)
    os2.DosCloseEventSem(hev.value)
    assert.deepEqual(told(fixture).uses?.[0], { object, access: 'free' })
  })

  os2Test(
    harness,
    'a wait for a message names the windows that it may come to, and a post the one it goes to',
    (fixture) => {
      const { os2 } = fixture
      os2.WinCreateMsgQueue(1, 0)
      const create = () => os2.WinCreateWindow(HWND_OBJECT, '', '', 0, 0, 0, 0, 0, 0, 0, 1, null, null)
      const windows = [create(), create()]
      const names = windows.map((hwnd) => hexadecimal(hwnd))
      const [hwnd] = windows
      assert.ok(hwnd)
      assert.equal(os2.WinPostMsg(hwnd, 0x1001, 0, 0), true)
      assert.deepEqual(told(fixture).uses, [{ object: names[0], access: 'write' }])
      assert.equal(os2.WinGetMsg(1, qmsg(), 0, 0, 0), true)
      const uses = names.map((object) => ({ object, access: 'write' }))
      assert.deepEqual(told(fixture), { name: 'WinGetMsg', uses, waits: names, timeout: null })
    },
  )

  os2Test(harness, 'a Give waits for the agent of the other process, and a child for its end', (fixture) => {
    const { os2, allocate, native } = fixture
    const pb = allocate()
    const object = hexadecimal(pb)
    assert.equal(os2.DosGiveSharedMem(pb, native.processes.self, READ_WRITE), NO_ERROR)
    const agent = `agent#${native.processes.self}`
    const uses = [{ object, access: 'write' }]
    assert.deepEqual(told(fixture), { name: 'DosGiveSharedMem', uses, waits: [agent], timeout: null })
    os2.DosFreeMem(pb)
    assert.deepEqual(told(fixture).uses?.[0], { object, access: 'free' })
    for (const [option, timeout] of [
      [DCWW_WAIT, null],
      [DCWW_NOWAIT, 0],
    ] as const) {
      os2.DosWaitChild(DCWA_PROCESS, option, resultCodes(), out(processId(0)), processId(7))
      assert.deepEqual([told(fixture).waits, told(fixture).timeout], [['process#7'], timeout])
    }
  })
}
