import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { type Fixture, failed, fixtureTest, value } from '../conformance/fixture.ts'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeNames } from '../conformance/names.ts'
import { NAME_SIZE } from '../name-record.ts'
import { isNameKey } from './keys.ts'
import { IPC_CREAT, IPC_EXCL, IPC_RMID, IPC_STAT, libc, MODE, SHMID_DS } from './libc.ts'

const harness = linuxHarness(test)
const EXCLUSIVE = IPC_CREAT | IPC_EXCL

/** The keys that are looked at for a name, in their order. */
function keysOf({ native, calls }: Fixture, name: string): number[] {
  calls.length = 0
  failed(native.names.open(name), 'not-found')
  return calls.map(({ args }) => Number(args[0])).filter(isNameKey)
}
const make = (key: number, mode = MODE) => libc().shmget(key, NAME_SIZE, EXCLUSIVE | mode)
const isThere = (id: number) => libc().shmctl(id, IPC_STAT, Buffer.alloc(SHMID_DS.size)) === 0

describe.runIf(process.platform === 'linux')('names on System V', () => {
  describeNames(harness)

  fixtureTest(harness, 'what a dead process has left half made is in nobody’s way', (fixture) => {
    const { names } = fixture.native
    const name = `half made ${process.pid}`
    const left = keysOf(fixture, name).map((key) => make(key))
    assert.ok(left.length > 1 && left.every(isThere))
    failed(names.open(name), 'not-found')
    assert.ok(!left.some(isThere))
    for (const key of keysOf(fixture, name)) make(key)
    const held = value(names.create(name, fixture.slot()))
    const opened = value(names.open(name))
    assert.equal(opened.at, fixture.slot())
    names.close(opened)
    names.close(held)
  })

  fixtureTest(
    harness,
    'another program’s segment at a key is left alone, and the name has the next one',
    (fixture) => {
      const { native, slot } = fixture
      const name = `beside ${process.pid}`
      const [first = 0] = keysOf(fixture, name)
      const foreign = make(first, 0o644)
      try {
        const held = value(native.names.create(name, slot()))
        failed(native.names.create(name, slot(1)), 'exists')
        const opened = value(native.names.open(name))
        assert.equal(opened.at, slot())
        native.names.close(opened)
        native.names.close(held)
        assert.ok(isThere(foreign))
      } finally {
        libc().shmctl(foreign, IPC_RMID, null)
      }
    },
  )

  fixtureTest(harness, 'a name is not taken twice when a key before its own has become free', (fixture) => {
    const { native, slot } = fixture
    const name = `freed ${process.pid}`
    const [first = 0] = keysOf(fixture, name)
    const foreign = make(first, 0o644)
    const held = value(native.names.create(name, slot()))
    libc().shmctl(foreign, IPC_RMID, null)
    failed(native.names.create(name, slot(1)), 'exists')
    native.names.close(held)
    failed(native.names.open(name), 'not-found')
  })

  fixtureTest(harness, 'a name whose every key is another’s is refused', (fixture) => {
    const { native, slot } = fixture
    const name = `full ${process.pid}`
    const foreign = keysOf(fixture, name).map((key) => make(key, 0o644))
    failed(native.names.create(name, slot()), 'no-memory')
    for (const id of foreign) libc().shmctl(id, IPC_RMID, null)
  })
})
