/** Conformance of names. */
import assert from 'node:assert/strict'
import { LONGEST_NAME } from '../name-record.ts'
import { failed, fixtureTest, value } from './fixture.ts'
import type { Harness } from './harness.ts'

export function describeNames(harness: Harness) {
  const own = (text: string) => `\\SHAREMEM\\${process.pid}\\${text}`

  fixtureTest(harness, 'a name stands for its address as long as anybody holds it', ({ native, slot }) => {
    const { names } = native
    const name = own('A.DAT')
    failed(names.open(name), 'not-found')
    const created = value(names.create(name, slot()))
    const opened = value(names.open(name))
    assert.equal(opened.at, slot())
    failed(names.create(name, slot(1)), 'exists')
    names.close(created)
    failed(names.create(name, slot(1)), 'exists')
    names.close(opened)
    failed(names.open(name), 'not-found')
  })

  fixtureTest(harness, 'a name that nobody holds any more is free again', ({ native, slot }) => {
    const { names } = native
    for (const at of [slot(), slot(1)]) {
      const held = value(names.create(own('AGAIN'), at))
      const opened = value(names.open(own('AGAIN')))
      assert.equal(opened.at, at)
      names.close(held)
      names.close(opened)
    }
  })

  fixtureTest(harness, 'names differ in every character, and may be long', ({ native, slot }) => {
    const all = ['a', 'A', 'a\\b', 'ä', `x${'y'.repeat(LONGEST_NAME - own('x').length)}`].map(own)
    const held = all.map((name, index) => value(native.names.create(name, slot(index))))
    all.forEach((name, index) => {
      const opened = value(native.names.open(name))
      assert.equal(opened.at, slot(index))
      native.names.close(opened)
    })
    for (const name of held) native.names.close(name)
  })
}
