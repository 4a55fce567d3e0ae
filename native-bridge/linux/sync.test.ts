import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { type Fixture, failed, fixtureTest, value } from '../conformance/fixture.ts'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeSync } from '../conformance/sync.ts'
import { isSyncKey } from './keys.ts'
import { GETVAL, IPC_CREAT, IPC_EXCL, IPC_RMID, libc, MODE, SETVAL } from './libc.ts'
import { GENERATION, OPENS, STATE, SYNC_SEMAPHORES, VALUE } from './sync.ts'

const harness = linuxHarness(test)
const MANUAL = { manualReset: true, signalled: false }
const never = () => false
/** Longer than any wait that is to end by itself, in milliseconds. */
const LONG = 20_000

/** The keys that are looked at for an event's name, in their order. */
function keysOf({ native, calls }: Fixture, name: string): number[] {
  calls.length = 0
  failed(native.events.open(name, true), 'not-found')
  return calls.map(({ args }) => Number(args[0])).filter(isSyncKey)
}
const make = (key: number, mode = MODE) => libc().semget(key, SYNC_SEMAPHORES, IPC_CREAT | IPC_EXCL | mode)
const isThere = (semid: number) => libc().semctl(semid, OPENS, GETVAL, 0) !== -1

describe.runIf(process.platform === 'linux')('events and mutexes on System V', () => {
  describeSync(harness)

  fixtureTest(harness, 'what a dead process has left half made is in nobody’s way', (fixture) => {
    const { events } = fixture.native
    const name = `half made ${process.pid}`
    const left = keysOf(fixture, name).map((key) => make(key))
    assert.ok(left.length > 1 && left.every(isThere))
    failed(events.open(name, true), 'not-found')
    assert.ok(!left.some(isThere))
    for (const key of keysOf(fixture, name)) make(key)
    events.close(value(events.create(name, MANUAL)))
    failed(events.open(name, true), 'not-found')
  })

  fixtureTest(harness, 'another program’s set at a key is left alone, and the event has the next one', (fixture) => {
    const { events } = fixture.native
    const name = `beside ${process.pid}`
    const [first = 0] = keysOf(fixture, name)
    const foreign = make(first, 0o644)
    libc().semctl(foreign, OPENS, SETVAL, 1)
    const event = value(events.create(name, MANUAL))
    failed(events.create(name, MANUAL), 'exists')
    assert.equal(libc().semctl(foreign, OPENS, GETVAL, 0), 1)
    libc().semctl(foreign, 0, IPC_RMID, 0)
    // Its key is free now, and comes first; the event is found all the same.
    failed(events.create(name, MANUAL), 'exists')
    events.close(event)
    failed(events.open(name, true), 'not-found')
  })

  fixtureTest(
    harness,
    'who is between two slices of waiting is let through by a signal and its reset',
    ({ native }) => {
      const { events } = native
      const event = value(events.create(`between ${process.pid}`, MANUAL))
      let slices = 0
      /** Is asked between two slices. */
      const interrupted = () => {
        slices += 1
        value(events.signal(event))
        value(events.reset(event))
        return false
      }
      assert.equal(value(events.wait(event, true, LONG, interrupted)), 'done')
      assert.equal(slices, 1)
      assert.equal(value(events.wait(event, true, 0, never)), 'timeout')
      events.close(event)
    },
  )

  fixtureTest(harness, 'an event can be signalled more often than a semaphore can count', ({ native }) => {
    const { events } = native
    const event = value(events.create(`often ${process.pid}`, MANUAL))
    libc().semctl(event.token, GENERATION, SETVAL, VALUE - 1)
    for (let time = 0; time < 3; time += 1) {
      assert.equal(value(events.signal(event)), false)
      assert.equal(value(events.signal(event)), true)
      assert.equal(value(events.reset(event)), true)
    }
    assert.equal(libc().semctl(event.token, GENERATION, GETVAL, 0), 1)
    events.close(event)
  })

  fixtureTest(harness, 'a mutex that is owned from the start is never free before', async ({ native, partner }) => {
    const other = await partner()
    const mutex = value(native.mutexes.create(`owned ${process.pid}`, true))
    assert.equal(libc().semctl(mutex.token, STATE, GETVAL, 0), 0)
    const there = value(await other.sync('mutexes', 'create', [`theirs ${process.pid}`, true]))
    const opened = value(native.mutexes.open(`theirs ${process.pid}`))
    assert.equal(value(native.mutexes.acquire(opened, 0, never)), 'timeout')
    await other.kill()
    assert.equal(value(native.mutexes.acquire(opened, LONG, never)), 'abandoned')
    assert.equal(opened.token, there.token)
    native.mutexes.close(opened)
    native.mutexes.close(mutex)
  })
})
