import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import type { KernelCall } from '../trace.ts'
import { createInvoke } from './invoke.ts'
import { lockKey } from './keys.ts'
import { GETVAL, IPC_RMID, libc } from './libc.ts'
import { createLock } from './lock.ts'

/** A key of the test's own: others must not wait for it. */
const KEY = lockKey() + 0x0800_0000 + process.pid
const done = { ok: true, value: 'done' } as const

/** Has the lock, says so, and keeps it. */
const owner = `
  const libc = module.require('koffi').load(null)
  const id = libc.func('int semget(int, int, int)')(${KEY}, 1, 0o1600)
  const operations = Buffer.from(new Uint16Array([0, 0, 0, 0, 1, 0o10000]).buffer)
  process.stdout.write(String(libc.func('int semop(int, const void *, size_t)')(id, operations, 2)))
  setTimeout(() => {}, 60_000)
`

let child: ChildProcess | null = null

async function startOwner(): Promise<ChildProcess> {
  child = spawn(process.execPath, ['-e', owner], { stdio: ['ignore', 'pipe', 'inherit'] })
  assert.ok(child.stdout)
  const [said] = await once(child.stdout, 'data')
  assert.equal(String(said), '0')
  return child
}

async function killOwner(started: ChildProcess) {
  const ended = once(started, 'exit')
  started.kill('SIGKILL')
  await ended
}

function createLocks() {
  const calls: KernelCall[] = []
  return { calls, exclusive: createLock(libc(), createInvoke({ add: (call) => calls.push(call) }), KEY) }
}
const isThere = () => libc().semget(KEY, 0, 0) !== -1

afterEach(() => {
  child?.kill('SIGKILL')
  child = null
  libc().semctl(libc().semget(KEY, 0, 0), 0, IPC_RMID, 0)
})

describe.runIf(process.platform === 'linux')('the lock', () => {
  test('is there while somebody has it, and leaves nothing', () => {
    const { exclusive } = createLocks()
    expect(exclusive(() => ({ ok: true, value: libc().semctl(libc().semget(KEY, 0, 0), 0, GETVAL, 0) }))).toEqual({
      ok: true,
      value: 1,
    })
    expect(isThere()).toBe(false)
  })

  test('is taken once by a thread that takes it again', () => {
    const { exclusive, calls } = createLocks()
    expect(exclusive(() => exclusive(() => done))).toEqual(done)
    expect(calls.map(({ name }) => name)).toEqual(['semget', 'semtimedop', 'semctl'])
  })

  test('is given back when what was done under it throws', () => {
    const { exclusive } = createLocks()
    expect(() =>
      exclusive(() => {
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(isThere()).toBe(false)
    expect(exclusive(() => done)).toEqual(done)
  })

  test('of an owner that has died is had at once, and leaves nothing', async () => {
    await killOwner(await startOwner())
    expect(isThere()).toBe(true)
    const { exclusive } = createLocks()
    expect(exclusive(() => done)).toEqual(done)
    expect(isThere()).toBe(false)
  })

  test('that is not given back refuses, sooner the next time, until it is', async () => {
    const started = await startOwner()
    const { exclusive, calls } = createLocks()
    let ran = 0
    const count = () => {
      ran += 1
      return { ok: true, value: ran } as const
    }
    for (let time = 0; time < 2; time += 1) {
      expect(exclusive(count)).toMatchObject({ ok: false, reason: 'busy', error: { name: 'EAGAIN' } })
    }
    expect(ran).toBe(0)
    const waits = calls.filter(({ name }) => name === 'semtimedop')
    expect(waits.map(({ args }) => args.at(-1))).toEqual(['2000 ms', '50 ms'])
    await killOwner(started)
    expect(exclusive(count)).toEqual({ ok: true, value: 1 })
  })
})
