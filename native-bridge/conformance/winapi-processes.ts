/** Processes behind handles, with real child processes. */
import assert from 'node:assert/strict'
import { handle } from '../kernel-objects.ts'
import { out } from '../out.ts'
import { processBehind } from '../uses.ts'
import * as errors from '../winapi/errors.ts'
import * as flags from '../winapi/flags.ts'
import type { WinApi } from '../winapi/index.ts'
import { processInformation, startupInfo } from '../winapi/processes.ts'
import { shellExecuteInfo } from '../winapi/shell.ts'
import type { Harness } from './harness.ts'
import { createChildren, refusedWith, type WinApiFixture, winApiTest } from './winapi-fixture.ts'

const { INFINITE, STILL_ACTIVE, WAIT_OBJECT_0, WAIT_TIMEOUT, WAIT_FAILED, CURRENT_PROCESS } = flags
/** A child that runs until it is ended, and one that ends by itself with this code. */
const FOREVER = 'node -e setTimeout(Object,120000)'
const EXITS = 'node -e "process.exit( 7 )"'

export interface ProcessFixture extends WinApiFixture {
  start(commandLine: string): ReturnType<typeof processInformation>
}

export const create = (
  win: WinApi,
  application: string | null,
  commandLine: string | null,
  info = processInformation(),
) => win.CreateProcess(application, commandLine, null, null, false, 0, null, null, startupInfo(), info)

/** Children can be started in it, and are gone with it. */
export function processTest(
  harness: Harness,
  name: string,
  body: (fixture: ProcessFixture) => Promise<void> | void,
  interrupted = () => false,
) {
  const { host, end } = createChildren()
  const withChildren = async (fixture: WinApiFixture) => {
    function start(commandLine: string) {
      const info = processInformation()
      assert.equal(create(fixture.win, null, commandLine, info), true)
      return info
    }
    try {
      await body({ ...fixture, start })
    } finally {
      await end()
    }
  }
  winApiTest(harness, name, withChildren, { processes: host, interrupted })
}

const exitCodeOf = (win: WinApi, process: Parameters<WinApi['GetExitCodeProcess']>[0]) => {
  const code = out(0)
  assert.equal(win.GetExitCodeProcess(process, code), true)
  return code.value
}

export function describeWinApiProcesses(harness: Harness) {
  processTest(harness, 'a process can be waited for, and tells how it has ended', async ({ win, start }) => {
    const { hProcess, hThread, dwProcessId } = start(EXITS)
    assert.ok(dwProcessId > 0)
    assert.equal(win.WaitForSingleObject(hProcess, INFINITE), WAIT_OBJECT_0)
    assert.equal(win.WaitForSingleObject(hProcess, 0), WAIT_OBJECT_0)
    // Its parent hears of it when this thread no longer waits.
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.equal(exitCodeOf(win, hProcess), 7)
    assert.deepEqual([win.CloseHandle(hThread), win.CloseHandle(hProcess)], [true, true])
  })

  processTest(harness, 'the shell starts a program, and returns more than 32', ({ win, pending }) => {
    const started = win.ShellExecute(null, 'open', 'node', '-e 0', null, flags.SW_SHOW)
    assert.ok(started > 32)
    assert.equal(pending.at(-1)?.name, 'ShellExecute')
    refusedWith(
      win,
      win.ShellExecute(null, 'open', 'nothing', null, null, flags.SW_SHOW),
      2,
      errors.ERROR_FILE_NOT_FOUND,
    )
  })

  processTest(harness, 'the shell returns a handle of the process where it is asked for one', ({ win, pending }) => {
    const info = { ...shellExecuteInfo(), lpVerb: 'open', lpFile: 'node', lpParameters: '-e 0' }
    assert.equal(win.ShellExecuteEx(info), true)
    assert.deepEqual([info.hProcess, info.hInstApp > 32], [handle(0), true])
    info.fMask = flags.SEE_MASK_NOCLOSEPROCESS
    assert.equal(win.ShellExecuteEx(info), true)
    assert.deepEqual(
      [pending.at(-1)?.name, pending.at(-1)?.args.fMask],
      ['ShellExecuteEx', 'SEE_MASK_NOCLOSEPROCESS'],
    )
    assert.equal(win.WaitForSingleObject(info.hProcess, 20_000), WAIT_OBJECT_0)
    assert.equal(win.CloseHandle(info.hProcess), true)
    info.lpFile = 'nothing'
    refusedWith(win, win.ShellExecuteEx(info), false, errors.ERROR_FILE_NOT_FOUND)
    assert.deepEqual([info.hProcess, info.hInstApp > 32], [handle(0), false])
  })

  processTest(harness, 'a sleep lasts as long as it was told, and says that it waits', ({ win, pending }) => {
    const before = performance.now()
    win.Sleep(30)
    assert.ok(performance.now() - before >= 29)
    const { waits, timeout } = pending.at(-1) ?? {}
    assert.deepEqual([waits, timeout], [[], 30])
  })

  processTest(harness, 'a process that runs is still active', ({ win, start }) => {
    const { hProcess } = start(FOREVER)
    assert.equal(exitCodeOf(win, hProcess), STILL_ACTIVE)
    assert.equal(win.WaitForSingleObject(hProcess, 0), WAIT_TIMEOUT)
    assert.equal(win.WaitForSingleObject(hProcess, 30), WAIT_TIMEOUT)
  })

  processTest(harness, 'a process that is terminated has the code that it was given', ({ win, start, native }) => {
    const { hProcess } = start(FOREVER)
    assert.equal(win.TerminateProcess(hProcess, 0xc000_0005), true)
    assert.equal(win.WaitForSingleObject(hProcess, 10_000), WAIT_OBJECT_0)
    assert.equal(exitCodeOf(win, hProcess), 0xc000_0005)
    // Wine lets it be, and says nothing.
    if (native.wine) assert.equal(win.TerminateProcess(hProcess, 3), true)
    else refusedWith(win, win.TerminateProcess(hProcess, 3), false, errors.ERROR_ACCESS_DENIED)
  })

  processTest(harness, 'an application may be named beside its command line', ({ win }) => {
    const info = processInformation()
    assert.equal(create(win, 'node', 'whatever -e 0', info), true)
    assert.equal(win.WaitForSingleObject(info.hProcess, 20_000), WAIT_OBJECT_0)
  })

  const refusals: [what: string, application: string | null, line: string | null, code: number][] = [
    ['that does not exist', null, 'nothing at all', errors.ERROR_FILE_NOT_FOUND],
    ['that does not exist, by its name', 'nothing', null, errors.ERROR_FILE_NOT_FOUND],
    ['without a name', null, null, errors.ERROR_INVALID_PARAMETER],
  ]
  for (const [what, application, line, code] of refusals) {
    processTest(harness, `CreateProcess of a program ${what}: ${errors.errorName(code)}`, ({ win }) => {
      refusedWith(win, create(win, application, line), false, code)
    })
  }

  processTest(harness, 'what is no process’s handle is none', ({ win, createMapping }) => {
    const code = out(0)
    for (const none of [createMapping(null), handle(0), handle(0x7ffc)]) {
      refusedWith(win, win.GetExitCodeProcess(none, code), false, errors.ERROR_INVALID_HANDLE)
      refusedWith(win, win.TerminateProcess(none, 1), false, errors.ERROR_INVALID_HANDLE)
    }
    refusedWith(win, win.WaitForSingleObject(handle(0x7ffc), 0), WAIT_FAILED, errors.ERROR_INVALID_HANDLE)
  })

  processTest(harness, 'a process may wait for itself, in vain', ({ win }) => {
    assert.equal(win.GetCurrentProcess(), CURRENT_PROCESS)
    assert.equal(win.WaitForSingleObject(win.GetCurrentProcess(), 20), WAIT_TIMEOUT)
  })

  processTest(
    harness,
    'a wait ends when its process is about to end',
    ({ win, start }) => {
      const { hProcess } = start(FOREVER)
      refusedWith(win, win.WaitForSingleObject(hProcess, INFINITE), WAIT_FAILED, errors.ERROR_OPERATION_ABORTED)
    },
    () => true,
  )

  processTest(harness, 'a wait says beforehand what it waits for, and how long', ({ win, start, pending }) => {
    const { hProcess, dwProcessId } = start(EXITS)
    win.WaitForSingleObject(hProcess, 20_000)
    win.WaitForSingleObject(hProcess, 0)
    const waits = [`process#${dwProcessId}`]
    const { name, ...told } = pending.at(-2) ?? { name: '' }
    assert.equal(name, 'WaitForSingleObject')
    assert.deepEqual(
      { ...told, args: null },
      { api: 'winapi', args: null, uses: [{ object: waits[0], access: 'write' }], waits, timeout: 20_000 },
    )
    assert.equal(pending.at(-1)?.timeout, 0)
    assert.equal(processBehind(waits[0] ?? ''), dwProcessId)
  })
}
