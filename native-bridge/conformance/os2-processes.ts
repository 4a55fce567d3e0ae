/** DosExecPgm and DosWaitChild against their documented return codes, with real child processes. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import * as errors from '../os2/errors.ts'
import * as flags from '../os2/flags.ts'
import { type EndedChild, type ProcessHost, resultCodes } from '../os2/processes.ts'
import { out } from '../out.ts'
import { now, type ProcessId, processId } from '../units.ts'
import { until } from './fixture.ts'
import type { Harness } from './harness.ts'
import { type Os2Fixture, os2Test } from './os2-fixture.ts'

const { EXEC_SYNC, EXEC_ASYNC, EXEC_ASYNCRESULT, DCWA_PROCESS, DCWA_PROCESSTREE, DCWW_WAIT, DCWW_NOWAIT } = flags
const { NO_ERROR, ERROR_INVALID_FUNCTION, ERROR_FILE_NOT_FOUND, ERROR_INVALID_PARAMETER, ERROR_INTERRUPT } = errors
const { ERROR_INVALID_DATA, ERROR_WAIT_NO_CHILDREN, ERROR_CHILD_NOT_COMPLETE, ERROR_NO_CHILD_PROCESS } = errors
const EXEC_TRACE = 3
/** A child that runs until it is ended, and one that ends by itself with this result. */
const FOREVER = 'test\0-e setTimeout(Object,120000)\0\0'
const EXITS = 'test\0-e process.exit(7)\0\0'

interface ProcessFixture extends Os2Fixture {
  /** Starts a child whose result is kept; its process id. */
  start(args: string): ProcessId
  kill(pid: ProcessId): void
  /** Resolves once the host has heard that as many children have ended. */
  ends(count: number): Promise<void>
  wait(pid: number, option?: number, action?: number): number
}

/** Children are node processes; nobody can be waited for while the test's own thread sleeps. */
function createChildren() {
  const children = new Map<number, ChildProcess>()
  const heard: EndedChild[] = []
  let ends = 0
  const host: ProcessHost = {
    start(program, args) {
      if (program !== 'test') return null
      const child = spawn(process.execPath, args, { stdio: 'ignore', windowsHide: true })
      const pid = processId(child.pid ?? 0)
      children.set(pid, child)
      child.once('exit', (code) => {
        ends += 1
        const codeTerminate = code === null ? flags.TC_KILLPROCESS : flags.TC_EXIT
        heard.push({ pid, codeTerminate, codeResult: code ?? 0 })
      })
      return { pid, kernel: { name: 'test', args, result: String(pid), errno: null, start: now(), end: now() } }
    },
    ended: () => heard.splice(0),
    sleep: () => false,
    pause: () => true,
  }
  return { host, children, ends: () => ends }
}

function processTest(harness: Harness, name: string, body: (fixture: ProcessFixture) => Promise<void> | void) {
  const { host, children, ends } = createChildren()
  os2Test(
    harness,
    name,
    async (fixture) => {
      const { os2 } = fixture
      function start(args: string) {
        const result = resultCodes()
        assert.equal(os2.DosExecPgm(out(''), 0, EXEC_ASYNCRESULT, args, null, result, 'test'), NO_ERROR)
        return processId(result.codeTerminate)
      }
      const wait = (pid: number, option = DCWW_WAIT, action = DCWA_PROCESS) =>
        os2.DosWaitChild(action, option, resultCodes(), out(processId(0)), processId(pid))
      const kill = (pid: ProcessId) => children.get(pid)?.kill('SIGKILL')
      try {
        await body({ ...fixture, start, kill, wait, ends: (count) => until(() => ends() >= count) })
      } finally {
        for (const child of children.values()) child.kill('SIGKILL')
        await until(() => ends() === children.size)
      }
    },
    { processes: host },
  )
}

export function describeOs2Processes(harness: Harness) {
  describeExec(harness)
  describeWait(harness)
}

function describeExec(harness: Harness) {
  const starts: [what: string, flag: number, args: string | null, program: string, code: number][] = [
    ['whose result is kept', EXEC_ASYNCRESULT, EXITS, 'test', NO_ERROR],
    ['whose result is forgotten', EXEC_ASYNC, EXITS, 'test', NO_ERROR],
    ['that the host of processes cannot wait for', EXEC_SYNC, EXITS, 'test', ERROR_INTERRUPT],
    ['without arguments', EXEC_ASYNC, null, 'other', ERROR_FILE_NOT_FOUND],
    ['that does not exist', EXEC_ASYNCRESULT, EXITS, 'other', ERROR_FILE_NOT_FOUND],
    ['in a way that is not offered', EXEC_TRACE, EXITS, 'test', ERROR_INVALID_FUNCTION],
    ['in a way that does not exist', 99, EXITS, 'test', ERROR_INVALID_FUNCTION],
    ['whose arguments do not end', EXEC_ASYNCRESULT, 'test\0-e 0\0', 'test', ERROR_INVALID_PARAMETER],
  ]
  for (const [what, flag, args, program, code] of starts) {
    processTest(harness, `DosExecPgm of a program ${what}: ${errors.errorName(code)}`, ({ os2 }) => {
      const [name, result] = [out(''), resultCodes()]
      assert.equal(os2.DosExecPgm(name, 3, flag, args, null, result, program), code)
      assert.equal(name.value, code === ERROR_FILE_NOT_FOUND ? 'oth' : '')
      assert.equal(result.codeTerminate > 0, code === NO_ERROR)
    })
  }
}

function describeWait(harness: Harness) {
  processTest(harness, 'DosWaitChild collects how a child has ended, once', async ({ os2, start, ends, wait }) => {
    const pid = start(EXITS)
    assert.equal(wait(pid, DCWW_NOWAIT), ERROR_CHILD_NOT_COMPLETE)
    await ends(1)
    const [result, which] = [resultCodes(), out(processId(0))]
    assert.equal(os2.DosWaitChild(DCWA_PROCESSTREE, DCWW_WAIT, result, which, processId(0)), NO_ERROR)
    assert.deepEqual([result, which.value], [{ codeTerminate: flags.TC_EXIT, codeResult: 7 }, pid])
    assert.equal(wait(0), ERROR_WAIT_NO_CHILDREN)
  })
  processTest(harness, 'DosWaitChild tells who was killed', async ({ os2, start, kill, ends, native }) => {
    const pid = start(FOREVER)
    kill(pid)
    await ends(1)
    const result = resultCodes()
    assert.equal(os2.DosWaitChild(DCWA_PROCESS, DCWW_WAIT, result, out(pid), pid), NO_ERROR)
    assert.equal(native.processes.isAlive(pid), false)
    // Windows knows no signals: there a killed process has an exit code.
    if (native.kernel === 'sysv') assert.equal(result.codeTerminate, flags.TC_KILLPROCESS)
  })
  const waits: [what: string, wait: (fixture: ProcessFixture) => number, code: number][] = [
    ['without children', ({ wait }) => wait(0), ERROR_WAIT_NO_CHILDREN],
    ['for oneself', ({ wait, native }) => wait(native.processes.self), ERROR_NO_CHILD_PROCESS],
    ['for what is no process', ({ wait }) => wait(0x3f_ffff), errors.ERROR_INVALID_PROCID],
    ['with an unknown option', ({ wait }) => wait(0, 9), ERROR_INVALID_DATA],
    ['with an unknown action', ({ wait }) => wait(0, DCWW_WAIT, 9), ERROR_INVALID_DATA],
    [
      'for one that runs, without waiting',
      ({ wait, start }) => wait(start(FOREVER), DCWW_NOWAIT),
      ERROR_CHILD_NOT_COMPLETE,
    ],
    [
      'for any that runs, without waiting',
      ({ wait, start }) => start(FOREVER) && wait(0, DCWW_NOWAIT),
      ERROR_CHILD_NOT_COMPLETE,
    ],
    ['when the process itself ends', ({ wait, start }) => wait(start(FOREVER)), ERROR_INTERRUPT],
  ]
  for (const [what, wait, code] of waits) {
    processTest(harness, `DosWaitChild ${what}: ${errors.errorName(code)}`, (fixture) => {
      assert.equal(wait(fixture), code)
    })
  }
}
