/** What the tests of the OS/2 personality stand on: a process of its own on a real kernel, which ends with the test. */
import assert from 'node:assert/strict'
import { NO_ERROR } from '../os2/errors.ts'
import { OBJ_GETTABLE, OBJ_GIVEABLE, PAG_COMMIT, PAG_READ, PAG_WRITE } from '../os2/flags.ts'
import { createOs2Process, type Os2, type Os2Parts } from '../os2/index.ts'
import type { Touch } from '../os2/touch.ts'
import { out } from '../out.ts'
import { createTracer, type PendingCall, type TraceEvent } from '../trace.ts'
import { type Address, address } from '../units.ts'
import { type Fixture, fixtureTest, PAGE } from './fixture.ts'
import type { Harness } from './harness.ts'

export const READ_WRITE = PAG_READ | PAG_WRITE
export const SHARED = OBJ_GIVEABLE | OBJ_GETTABLE | PAG_COMMIT | READ_WRITE

export interface Os2Fixture extends Fixture {
  readonly os2: Os2
  readonly touch: Touch
  /** Everything that was recorded, and every call that passed the gate. */
  readonly events: TraceEvent[]
  readonly pending: PendingCall[]
  /** Allocates an object that must succeed. */
  allocate(flags?: number, size?: number): Address
}

/** `parts` replaces what a test needs to be otherwise. */
export function os2Test(
  harness: Harness,
  name: string,
  body: (fixture: Os2Fixture) => Promise<void> | void,
  parts: Partial<Os2Parts> = {},
) {
  fixtureTest(harness, name, async (fixture) => {
    const events: TraceEvent[] = []
    const pending: PendingCall[] = []
    const tracer = createTracer({
      gate: { before: (call) => pending.push(call) },
      locate: () => null,
      record: (event) => events.push(event),
    })
    const process = createOs2Process({
      native: fixture.native,
      tracer,
      timers: { start() {}, stop() {} },
      processes: { start: () => null, ended: () => [], sleep: () => false, pause: () => true },
      gifts: () => [],
      messageNames: {},
      interrupted: () => false,
      ...parts,
    })
    const { calls: os2, touch } = process
    function allocate(flags = SHARED, size = PAGE) {
      const pb = out(address(0))
      assert.equal(os2.DosAllocSharedMem(pb, null, size, flags), NO_ERROR)
      return pb.value
    }
    try {
      await body({ ...fixture, os2, touch, events, pending, allocate })
    } finally {
      process.exit()
    }
  })
}
