import { type ChildProcess, fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lock } from './lock.mjs'

let folder: string
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sharemem-lock-'))
  const holder = `import { lock } from ${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)}
await lock(${JSON.stringify(folder)}, () => process.send('waiting'))
process.send('held')
setInterval(() => {}, 1000)`
  writeFileSync(join(folder, 'holder.mjs'), holder)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

/** Another process that takes the lock and keeps it; `says` waits for its next message. */
function holder() {
  const child = fork(join(folder, 'holder.mjs'))
  children.push(child)
  const says = () => new Promise((resolve) => child.once('message', resolve))
  return { child, says }
}

test('the second waits until the first gives it back', async () => {
  const order: string[] = []
  const release = await lock(folder, () => order.push('not expected'))
  const second = lock(folder, () => {
    order.push('waiting')
    setImmediate(() => {
      order.push('released')
      release()
    })
  })
  const releaseSecond = await second
  order.push('second')
  releaseSecond()
  expect(order).toEqual(['waiting', 'released', 'second'])
})

test('different names do not wait for each other', async () => {
  const releases = await Promise.all(['a', 'b'].map((name) => lock(folder + name, () => expect.unreachable())))
  for (const release of releases) release()
})

test('a holder that is killed holds nothing', async () => {
  const { child, says } = holder()
  expect(await says()).toBe('held')
  let waited = false
  const release = await lock(folder, () => {
    waited = true
    child.kill('SIGKILL')
  })
  release()
  expect(waited).toBe(true)
})

test('another process waits', async () => {
  const release = await lock(folder, () => {})
  const { says } = holder()
  expect(await says()).toBe('waiting')
  const held = says()
  release()
  expect(await held).toBe('held')
})
