/** What every conformance test stands on: a kernel layer, its log, partners, slots; all of it gone at the end. */
import assert from 'node:assert/strict'
import type { Failure, Native, Reason, Result } from '../native.ts'
import type { RunClock } from '../run-clock.ts'
import type { KernelCall } from '../trace.ts'
import { type Address, address } from '../units.ts'
import type { Harness } from './harness.ts'
import { type Partner, startPartner } from './partner-client.ts'

export const SLOT = 0x1_0000
export const PAGE = 0x1000
/** The lowest slots are not used: V8's reservations may cover them (worker-limits.ts). */
const LOWEST = 0x6800_0000
/** Test files run side by side: each process has a range of its own, away from what the arena hands out first. */
const SLOTS = 32
const RANGES = 60

export interface Fixture {
  readonly native: Native
  /** Everything that `native` has reported. */
  readonly calls: KernelCall[]
  /** How many calls it had reported each time that it was about to wait for an answer. */
  readonly awaited: number[]
  /** The base of the test's `index`th slot. */
  slot(index?: number): Address
  partner(): Promise<Partner>
}

export const slotOf = (index: number): Address =>
  address(LOWEST + ((process.pid % RANGES) * SLOTS + (index % SLOTS)) * SLOT)

/** The value of a result that must be a success. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) assert.fail(`failed: ${result.reason} ${result.error?.name ?? ''}`)
  return result.value
}

/** The failure that a result must be, with its reason. */
export function failed(result: Result<unknown>, ...reasons: Reason[]): Failure {
  assert.ok(!result.ok, 'should have failed')
  assert.ok(reasons.includes(result.reason), `${result.reason} ${result.error?.name}, not ${reasons.join(' or ')}`)
  return result
}

/** Asks again and again until `condition` holds; the runner's own time-out ends what never comes. */
export async function until(condition: () => boolean | Promise<boolean>) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** A run's clock that runs until it is held, and then stands still for so many milliseconds from that moment on. */
export function createHeldClock(): RunClock & { hold(milliseconds: number): void } {
  let until = performance.now()
  let shown = until
  const now = () => shown + Math.max(0, performance.now() - until)
  return {
    hold(milliseconds) {
      shown = now()
      until = performance.now() + milliseconds
    },
    now,
    isHeld: () => performance.now() < until,
  }
}

/** Registers a test that leaves neither a process nor a kernel object behind. */
export function fixtureTest(harness: Harness, name: string, body: (fixture: Fixture) => Promise<void> | void) {
  harness.test(name, async () => {
    const calls: KernelCall[] = []
    const awaited: number[] = []
    const native = harness.createNative({
      add: (call) => calls.push(call),
      answerAwaited: () => awaited.push(calls.length),
    })
    const partners: Partner[] = []
    async function partner() {
      const started = await startPartner(harness.partner)
      partners.push(started)
      return started
    }
    const processes = () => [process.pid, ...partners.map(({ pid }) => pid)]
    const before = harness.leftovers([process.pid])
    try {
      await body({ native, calls, awaited, slot: (index = 0) => slotOf(index), partner })
    } finally {
      for (const { kill } of partners) await kill()
      for (const { pid } of partners) native.processes.sweep(pid)
    }
    assert.deepEqual(harness.leftovers(processes()), before)
  })
}
