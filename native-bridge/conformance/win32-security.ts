/** Kernel objects on Windows are for this user only: what the kernel itself says of them. */
import assert from 'node:assert/strict'
import { currentUser, onlyFor, securityOf } from '../win32/security.ts'
import { fixtureTest, PAGE, value } from './fixture.ts'
import type { Harness } from './harness.ts'

export function describeWin32Security(harness: Harness) {
  fixtureTest(harness, 'sections, names, events and mutexes are for this user only', ({ native, slot }) => {
    const user = currentUser()
    assert.match(user, /^S-1-/)
    const name = `security ${process.pid}`
    const section = value(native.sections.create(slot(), PAGE))
    const held = value(native.names.create(name, slot()))
    const event = value(native.events.create(name, { manualReset: true, signalled: false }))
    const mutex = value(native.mutexes.create(name, false))
    for (const { token } of [section, held, event, mutex]) {
      // What is granted is told by the rights of each kind of object.
      assert.equal(securityOf(token).replace(/\(A;;[^;]+;/, '(A;;GA;'), onlyFor(user))
    }
    native.mutexes.close(mutex)
    native.events.close(event)
    native.names.close(held)
    native.sections.close(section)
  })
}
