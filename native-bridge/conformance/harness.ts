/**
 * What a conformance suite needs of the test runner that runs it. Each suite is a function of a harness, so that
 * the same tests run under vitest on Linux and, built into plain JavaScript, under node:test in Windows' node.exe.
 * The suites check with node:assert/strict, which both runners have.
 */
import type { Native } from '../native.ts'
import type { RunClock } from '../run-clock.ts'
import type { KernelLog } from '../trace.ts'

export interface Harness {
  /** Registers a test. It fails when `body` throws or its promise rejects. */
  test(name: string, body: () => void | Promise<void>): void
  /** The kernel layer under test; `clock` times its waits, if there is one. */
  createNative(log: KernelLog, clock?: RunClock): Native
  /** Path of the built `partner.ts`: one file, with the kernel layer that `recommended.ts` picks. */
  readonly partner: string
  /**
   * The objects that these processes, running or ended, have in the kernel now: one description each. Always empty
   * on a kernel whose objects end with their processes.
   */
  leftovers(processes: readonly number[]): string[]
}
