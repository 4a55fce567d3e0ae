/** Conformance of events and mutexes. */
import assert from 'node:assert/strict'
import { createHeldClock, type Fixture, failed, fixtureTest, value } from './fixture.ts'
import type { Harness } from './harness.ts'

const never = () => false
/** Longer than any wait that is to end by itself, in milliseconds. */
const LONG = 20_000
/** How long a run is held that a wait outlasts, and how long that may last, in milliseconds. */
const [HELD, PATIENCE] = [500, 150]
const own = (text: string) => `test ${process.pid} ${text}`
const STATE = { manualReset: true, signalled: false }

export function describeSync(harness: Harness) {
  describeEvents(harness)
  describeMutexes(harness)
}

function describeEvents(harness: Harness) {
  fixtureTest(
    harness,
    'an event is found by its name until the last process has closed it',
    async ({ native, partner }) => {
      const { events } = native
      const other = await partner()
      failed(events.open(own('event'), true), 'not-found')
      const event = value(events.create(own('event'), STATE))
      const there = value(await other.sync('events', 'open', [own('event'), true]))
      failed(events.create(own('event'), STATE), 'exists')
      events.close(event)
      failed(events.create(own('event'), STATE), 'exists')
      await other.sync('events', 'close', [there])
      failed(events.open(own('event'), true), 'not-found')
    },
  )

  fixtureTest(harness, 'names of events differ in every character', ({ native }) => {
    const names = ['a', 'A', 'a\\b', 'ä', 'x'.repeat(250)].map(own)
    const made = names.map((name) => value(native.events.create(name, STATE)))
    for (const event of made) native.events.close(event)
  })

  fixtureTest(harness, 'a manual-reset event lets everybody through until it is reset', ({ native }) => {
    const { events } = native
    const event = value(events.create(own('manual'), STATE))
    const wait = () => value(events.wait(event, true, 0, never))
    assert.equal(wait(), 'timeout')
    assert.deepEqual([value(events.signal(event)), value(events.signal(event))], [false, true])
    assert.deepEqual([wait(), wait()], ['done', 'done'])
    assert.deepEqual([value(events.reset(event)), value(events.reset(event))], [true, false])
    assert.equal(wait(), 'timeout')
    events.close(event)
  })

  fixtureTest(harness, 'an auto-reset event lets one waiter through', ({ native }) => {
    const { events } = native
    const event = value(events.create(own('auto'), { manualReset: false, signalled: true }))
    const wait = () => value(events.wait(event, false, 0, never))
    assert.deepEqual([wait(), wait()], ['done', 'timeout'])
    assert.deepEqual([value(events.signal(event)), value(events.signal(event))], [false, true])
    assert.deepEqual([wait(), wait()], ['done', 'timeout'])
    assert.equal(value(events.reset(event)), false)
    events.close(event)
  })

  fixtureTest(
    harness,
    'whether an event is signalled can be asked, and changes nothing',
    async ({ native, partner }) => {
      const { events } = native
      const other = await partner()
      for (const manualReset of [true, false]) {
        const name = own(`asked ${manualReset}`)
        const event = value(events.create(name, { manualReset, signalled: true }))
        const there = value(await other.sync('events', 'open', [name, manualReset]))
        assert.deepEqual([value(events.isSignalled(event)), value(events.isSignalled(event))], [true, true])
        assert.deepEqual(await other.sync('events', 'isSignalled', [there]), { ok: true, value: true })
        assert.equal(value(events.wait(event, manualReset, 0, never)), 'done')
        assert.equal(value(events.isSignalled(event)), manualReset)
        await other.sync('events', 'close', [there])
        events.close(event)
      }
    },
  )

  fixtureTest(harness, 'each signal of an auto-reset event lets one waiter through', async ({ native, partner }) => {
    const { events } = native
    const others = [await partner(), await partner()]
    const event = value(events.create(own('two'), { manualReset: false, signalled: false }))
    const waits = []
    for (const other of others) {
      const there = value(await other.sync('events', 'open', [own('two'), false]))
      waits.push(other.waitForEvent(there, false, LONG))
    }
    // Longer than both take to wait in the kernel, also on a busy machine.
    await new Promise((resolve) => setTimeout(resolve, 1000))
    assert.deepEqual([value(events.signal(event)), value(events.signal(event))], [false, false])
    assert.deepEqual((await Promise.all(waits)).map(value), ['done', 'done'])
    assert.equal(value(events.isSignalled(event)), false)
    for (const other of others) await other.kill()
    events.close(event)
  })

  fixtureTest(
    harness,
    'who waits is woken by another process, even if the event is reset at once',
    async ({ native, partner }) => {
      const { events } = native
      const other = await partner()
      const event = value(events.create(own('edge'), STATE))
      const there = value(await other.sync('events', 'open', [own('edge'), true]))
      const waited = other.waitForEvent(there, true, LONG)
      // Who does not wait yet, as on a busy machine, has nothing of a signal that is reset at once.
      let woken = null
      while (!woken) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        value(events.signal(event))
        value(events.reset(event))
        woken = await Promise.race([waited, new Promise<null>((resolve) => setTimeout(resolve, 100, null))])
      }
      assert.equal(value(woken), 'done')
      await other.sync('events', 'close', [there])
      events.close(event)
    },
  )

  fixtureTest(harness, 'a wait ends when its time has passed, or its process is about to end', ({ native }) => {
    const { events } = native
    const event = value(events.create(own('late'), STATE))
    assert.equal(value(events.wait(event, true, 30, never)), 'timeout')
    assert.equal(value(events.wait(event, true, Number.POSITIVE_INFINITY, () => true)), 'interrupted')
    events.close(event)
  })

  fixtureTest(
    harness,
    'while the run is held no wait for an event times out, and then the rest of its time is left',
    () => {
      const clock = createHeldClock()
      const { events } = harness.createNative({ add() {} }, clock)
      const event = value(events.create(own('held'), STATE))
      clock.hold(LONG)
      assert.equal(value(events.wait(event, true, 0, never)), 'timeout')
      assert.ok(clock.isHeld())
      const began = performance.now()
      clock.hold(HELD)
      assert.equal(value(events.wait(event, true, PATIENCE, never)), 'timeout')
      assert.ok(performance.now() - began >= HELD + PATIENCE)
      events.close(event)
    },
  )

  fixtureTest(harness, 'while the run is held an event ends a wait for it all the same, and so does the end', () => {
    const clock = createHeldClock()
    const { events } = harness.createNative({ add() {} }, clock)
    const event = value(events.create(own('woken'), STATE))
    clock.hold(LONG)
    let asked = 0
    const signal = () => {
      asked += 1
      value(events.signal(event))
      return false
    }
    assert.equal(value(events.wait(event, true, PATIENCE, signal)), 'done')
    value(events.reset(event))
    assert.equal(value(events.wait(event, true, PATIENCE, () => true)), 'interrupted')
    assert.equal(asked, 1)
    events.close(event)
  })

  fixtureTest(harness, 'an event of a process that was killed is gone', async ({ native, partner }) => {
    const other = await partner()
    value(await other.sync('events', 'create', [own('killed'), STATE]))
    await other.kill()
    failed(native.events.open(own('killed'), true), 'not-found')
    native.events.close(value(native.events.create(own('killed'), STATE)))
  })
}

function describeMutexes(harness: Harness) {
  const twoHolders = async ({ native, partner }: Fixture, name: string) => {
    const other = await partner()
    const mutex = value(native.mutexes.create(own(name), false))
    const there = value(await other.sync('mutexes', 'open', [own(name)]))
    return { other, mutex, there, acquire: (ms = 0) => value(native.mutexes.acquire(mutex, ms, never)) }
  }

  fixtureTest(harness, 'one thread owns a mutex at a time', async (fixture) => {
    const { other, mutex, there, acquire } = await twoHolders(fixture, 'one')
    const { mutexes } = fixture.native
    assert.equal(value(await other.acquire(there, 0)), 'done')
    assert.equal(acquire(), 'timeout')
    failed(mutexes.release(mutex), 'not-owner')
    value(await other.sync('mutexes', 'release', [there]))
    assert.equal(acquire(LONG), 'done')
    assert.equal(value(await other.acquire(there, 30)), 'timeout')
    value(mutexes.release(mutex))
    await other.sync('mutexes', 'close', [there])
    mutexes.close(mutex)
  })

  fixtureTest(harness, 'while the run is held no wait for a mutex times out', async (fixture) => {
    const { other, mutex, there } = await twoHolders(fixture, 'held')
    assert.equal(value(await other.acquire(there, 0)), 'done')
    const clock = createHeldClock()
    const { mutexes } = harness.createNative({ add() {} }, clock)
    clock.hold(LONG)
    assert.equal(value(mutexes.acquire(mutex, 0, never)), 'timeout')
    assert.ok(clock.isHeld())
    const began = performance.now()
    clock.hold(HELD)
    assert.equal(value(mutexes.acquire(mutex, PATIENCE, never)), 'timeout')
    assert.ok(performance.now() - began >= HELD + PATIENCE)
    await other.sync('mutexes', 'close', [there])
    mutexes.close(mutex)
  })

  fixtureTest(harness, 'its owner acquires it again, and releases it as often', async (fixture) => {
    const { other, mutex, there, acquire } = await twoHolders(fixture, 'again')
    const { mutexes } = fixture.native
    assert.deepEqual([acquire(), acquire()], ['done', 'done'])
    value(mutexes.release(mutex))
    assert.equal(value(await other.acquire(there, 0)), 'timeout')
    value(mutexes.release(mutex))
    failed(mutexes.release(mutex), 'not-owner')
    assert.equal(value(await other.acquire(there, 0)), 'done')
    value(await other.sync('mutexes', 'release', [there]))
    await other.sync('mutexes', 'close', [there])
    mutexes.close(mutex)
  })

  fixtureTest(harness, 'who acquires a dead owner’s mutex is told, once', async (fixture) => {
    const { other, mutex, there, acquire } = await twoHolders(fixture, 'abandoned')
    const { mutexes } = fixture.native
    assert.equal(value(await other.acquire(there, 0)), 'done')
    await other.kill()
    assert.equal(acquire(LONG), 'abandoned')
    value(mutexes.release(mutex))
    assert.equal(acquire(), 'done')
    value(mutexes.release(mutex))
    mutexes.close(mutex)
  })

  fixtureTest(harness, 'a mutex may be owned from the start', ({ native: { mutexes } }) => {
    const mutex = value(mutexes.create(own('owned'), true))
    value(mutexes.release(mutex))
    failed(mutexes.release(mutex), 'not-owner')
    mutexes.close(mutex)
  })
}
