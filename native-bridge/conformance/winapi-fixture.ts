/** What the tests of the Win32 personality stand on: a process of its own on a real kernel, which ends with the test. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import type { Handle } from '../kernel-objects.ts'
import type { RunClock } from '../run-clock.ts'
import { sleep } from '../sleep.ts'
import type { Touch } from '../touch/touch.ts'
import { createTracer, type PendingCall, type TraceEvent } from '../trace.ts'
import { now, type ProcessId, processId } from '../units.ts'
import { errorName } from '../winapi/errors.ts'
import { INVALID_HANDLE_VALUE, PAGE_READWRITE } from '../winapi/flags.ts'
import { createWinApiProcess, type WinApi, type WinApiParts } from '../winapi/index.ts'
import type { ProcessHost } from '../winapi/processes.ts'
import type { Text } from '../winapi/text.ts'
import { type Fixture, fixtureTest, until } from './fixture.ts'
import type { Harness } from './harness.ts'
import type { Partner } from './partner-client.ts'

export interface WinApiFixture extends Fixture {
  readonly win: WinApi
  readonly touch: Touch
  readonly text: Text
  /** Everything that was recorded, and every call that passed the gate. */
  readonly events: TraceEvent[]
  readonly pending: PendingCall[]
  /** Creates a section that must be new. */
  createMapping(name: string | null, size?: number, protection?: number): Handle
  /** Ends the process, as the operating system does. */
  exit(code?: number): void
  /** A name that no other test has. */
  own(name: string): string
}

let tests = 0

/** `parts` replaces what a test needs to be otherwise; `clock` times its waits. */
export function winApiTest(
  harness: Harness,
  name: string,
  body: (fixture: WinApiFixture) => Promise<void> | void,
  { clock, ...parts }: Partial<WinApiParts> & { readonly clock?: RunClock } = {},
) {
  fixtureTest(harness, `winapi: ${name}`, async (fixture) => {
    const events: TraceEvent[] = []
    const pending: PendingCall[] = []
    const tracer = createTracer({
      gate: { before: (call) => pending.push(call) },
      locate: () => null,
      record: (event) => events.push(event),
    })
    const native = harness.createNative(tracer, clock)
    const { calls, touch, text, exit } = createWinApiProcess({
      native,
      tracer,
      processes: { start: () => null, exitCode: () => null, pause: () => true },
      interrupted: () => false,
      ...parts,
    })
    tests += 1
    const mark = `${process.pid}.${tests}`
    function createMapping(mapping: string | null, size = 4096, protection = PAGE_READWRITE) {
      const made = calls.CreateFileMapping(INVALID_HANDLE_VALUE, null, protection, 0, size, mapping)
      assert.deepEqual([made !== 0, errorName(calls.GetLastError())], [true, errorName(0)])
      return made
    }
    const own = (wanted: string) => `${wanted}.${mark}`
    try {
      await body({ ...fixture, native, win: calls, touch, text, events, pending, createMapping, exit, own })
    } finally {
      exit()
    }
  })
}

/** A call that must have failed so: it returned `failed`, and GetLastError tells `code`. */
export function refusedWith(win: WinApi, returned: unknown, failed: unknown, code: number) {
  const told = win.GetLastError()
  assert.deepEqual([returned, errorName(told)], [failed, errorName(code)])
}

/** For what another process is to reach meanwhile: a wait in the kernel. */
export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Calls made in another process. */
export function winApiOf(partner: Partner) {
  const ask = (call: keyof WinApi, ...args: unknown[]) => partner.winapi(call, args)
  return {
    ask,
    /** A handle that must be one. */
    async handle(call: keyof WinApi, ...args: unknown[]): Promise<Handle> {
      const { returned, lastError } = await ask(call, ...args)
      assert.notEqual(returned, 0, `${call}: ${errorName(lastError)}`)
      return returned as Handle
    },
    /** A call whose result is a number or a BOOL. */
    result: async (call: keyof WinApi, ...args: unknown[]) => (await ask(call, ...args)).returned,
  }
}

/** Children are node processes, which nobody can hear of while the test's own thread waits. */
export function createChildren() {
  const children = new Map<ProcessId, ChildProcess>()
  const codes = new Map<ProcessId, number>()
  const host: ProcessHost = {
    start(program, args) {
      if (program !== 'node') return null
      const child = spawn(process.execPath, args, { stdio: 'ignore', windowsHide: true })
      const pid = processId(child.pid ?? 0)
      children.set(pid, child)
      child.once('exit', (code) => codes.set(pid, code ?? 1))
      return { pid, kernel: { name: 'test', args, result: String(pid), errno: null, start: now(), end: now() } }
    },
    exitCode: (pid) => codes.get(pid) ?? null,
    pause(milliseconds) {
      sleep(milliseconds)
      return true
    },
  }
  return {
    host,
    async end() {
      for (const child of children.values()) child.kill('SIGKILL')
      await until(() => codes.size === children.size)
    },
  }
}
