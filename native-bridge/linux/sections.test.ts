import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { failed, fixtureTest, PAGE, value } from '../conformance/fixture.ts'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeSections } from '../conformance/sections.ts'

const harness = linuxHarness(test)

describe.runIf(process.platform === 'linux')('System V sections', () => {
  describeSections(harness)

  fixtureTest(
    harness,
    'the log shows addresses, flags and counts as a person reads them',
    ({ native, calls, slot }) => {
      const at = `0x${slot().toString(16).toUpperCase()}`
      const mapping = value(native.sections.create(slot(), PAGE))
      value(native.sections.close(mapping))
      failed(native.sections.open(slot(), 'read'), 'not-found')
      const id = mapping.token
      assert.deepEqual(
        calls.map(({ name, args, result, errno }) => [name, args, result, errno?.name ?? null]),
        [
          ['shmget', [at, PAGE, 'IPC_CREAT|IPC_EXCL|0600'], String(id), null],
          ['shmat', [id, at, 0], at, null],
          ['shmdt', [at], '0', null],
          ['shmctl', [id, 'IPC_STAT'], 'shm_nattch 0', null],
          ['shmctl', [id, 'IPC_RMID'], '0', null],
          ['shmget', [at, 0, 0], '-1', 'ENOENT'],
        ],
      )
    },
  )

  fixtureTest(harness, 'a size that the kernel does not take is refused', ({ native, slot }) => {
    assert.equal(failed(native.sections.create(slot(), 0), 'refused').error?.name, 'EINVAL')
  })

  fixtureTest(
    harness,
    'a mapping for reading loses the right to write as a whole: it stays one attachment',
    async ({ native, calls, slot, partner }) => {
      const other = await partner()
      const theirs = value(await other.create(slot(), 2 * PAGE))
      const mapping = value(native.sections.open(slot(), 'read'))
      const made = calls.map(({ name, args }) => [name, args.at(-1)])
      assert.deepEqual(made, [
        ['shmget', 0],
        ['shmat', 0],
        ['shmctl', 'IPC_STAT'],
        ['mprotect', 'PROT_READ'],
      ])
      assert.equal(native.sections.count(mapping).value, 2)
      native.sections.close(mapping)
      await other.close(theirs)
    },
  )
})
