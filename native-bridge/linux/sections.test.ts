import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { failed, fixtureTest, PAGE, value } from '../conformance/fixture.ts'
import { linuxHarness } from '../conformance/linux-harness.ts'
import { describeSections } from '../conformance/sections.ts'
import { noKernelLog } from '../trace.ts'
import { hexadecimal } from '../units.ts'
import { createInvoke } from './invoke.ts'
import { lockKey } from './keys.ts'
import { IPC_CREAT, IPC_EXCL, IPC_RMID, IPC_STAT, libc, MODE, SHMID_DS } from './libc.ts'
import { createSections, type SectionsParts } from './sections.ts'
import { createSegments } from './segments.ts'

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
      const lock = Number(calls.find(({ name }) => name === 'semget')?.result)
      assert.deepEqual(
        calls.map(({ name, args, result, errno }) => [name, args, result, errno?.name ?? null]),
        [
          ['shmget', [at, PAGE, 'IPC_CREAT|IPC_EXCL|0600'], String(id), null],
          ['shmat', [id, at, 0], at, null],
          ['shmdt', [at], '0', null],
          ['shmctl', [id, 'IPC_STAT'], 'shm_nattch 0', null],
          ['semget', [hexadecimal(lockKey()), 1, 'IPC_CREAT|0600'], String(lock), null],
          ['semtimedop', [lock, 'wait for 0, +1 SEM_UNDO', '2000 ms'], '0', null],
          ['shmctl', [id, 'IPC_STAT'], 'shm_nattch 0', null],
          ['shmctl', [id, 'IPC_RMID'], '0', null],
          ['semctl', [lock, 0, 'IPC_RMID'], '0', null],
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
      const made = calls.filter(({ name }) => name === 'shmat' || name === 'mprotect')
      assert.deepEqual(
        made.map(({ name, args }) => [name, args.slice(1)]),
        [
          ['shmat', [hexadecimal(slot()), 0]],
          ['mprotect', [2 * PAGE, 'PROT_READ']],
        ],
      )
      assert.equal(native.sections.count(mapping).value, 2)
      native.sections.close(mapping)
      await other.close(theirs)
    },
  )

  fixtureTest(harness, 'what others hold is made, counted and let go of without the lock', async (fixture) => {
    const { native, calls, slot, partner } = fixture
    const other = await partner()
    const mapping = value(native.sections.create(slot(), PAGE))
    const theirs = value(await other.open(slot(), 'read-write'))
    native.sections.count(mapping)
    native.sections.close(mapping)
    assert.deepEqual(
      calls.map(({ name }) => name),
      ['shmget', 'shmat', 'shmctl', 'shmdt', 'shmctl'],
    )
    await other.close(theirs)
  })

  fixtureTest(harness, 'a section that is just being made is not found, and not disturbed', ({ native, slot }) => {
    const { shmget, shmctl } = libc()
    const id = shmget(slot(), PAGE, IPC_CREAT | IPC_EXCL | MODE)
    failed(native.sections.open(slot(), 'read-write'), 'not-found')
    native.processes.sweepDead()
    const status = Buffer.alloc(SHMID_DS.size)
    assert.equal(shmctl(id, IPC_STAT, status), 0)
    assert.equal(status.readBigUInt64LE(SHMID_DS.attachments), 0n)
    shmctl(id, IPC_RMID, null)
  })

  /** Sections of this process on the real kernel, with what a test needs to be otherwise. */
  function sectionsWith(parts: Partial<SectionsParts>) {
    const give = () => assert.fail('nothing is given here')
    const exclusive: SectionsParts['exclusive'] = (body) => body()
    const invoke = createInvoke(noKernelLog)
    const segments = createSegments(parts.libc ?? libc(), invoke)
    return createSections({ libc: libc(), invoke, exclusive, segments, give, ...parts })
  }

  fixtureTest(harness, 'where the lock cannot be had a section is let go of, and removed by a sweep', (fixture) => {
    const { native, slot } = fixture
    const sections = sectionsWith({ exclusive: () => ({ ok: false, reason: 'refused', error: null }) })
    const mapping = value(sections.create(slot(), PAGE))
    assert.equal(value(sections.close(mapping)).value, 0)
    failed(native.sections.open(slot(), 'read-write'), 'not-found')
    failed(native.sections.create(slot(), PAGE), 'exists')
    assert.deepEqual(native.processes.sweep(native.processes.self), [`section ${hexadecimal(slot())}`])
  })

  fixtureTest(harness, 'a new section that vanishes before it is attached is made again', ({ slot }) => {
    const { shmat, shmctl, ...others } = libc()
    let vanishing = 1
    const sections = sectionsWith({
      libc: {
        ...others,
        shmctl,
        shmat: Object.assign((id: number, at: number, flags: number) => {
          if (vanishing > 0) shmctl(id, IPC_RMID, null)
          vanishing -= 1
          return shmat(id, at, flags)
        }, shmat),
      },
    })
    const mapping = value(sections.create(slot(), PAGE))
    assert.equal(value(sections.close(mapping)).value, 0)
    vanishing = Number.POSITIVE_INFINITY
    failed(sections.create(slot(), PAGE), 'not-found')
  })
})
