/** A short form of `npm run soak`: whoever is killed, the run ends as it should and nothing is left. */
import { expect, test } from 'vitest'
import { canCompile } from '../build/test/test-tools.mjs'
import { everyHang, soakHangs } from './soak/hangs.mjs'
import { everyStrike, soakKernelCalls } from './soak/kernel-calls.mjs'
import { soakKills } from './soak/kills.mjs'
import { soakClients, soakRestarts } from './soak/load.mjs'
import { soakMemory } from './soak/memory.mjs'
import { soakOutput } from './soak/output.mjs'
import { soakScreens } from './soak/screens.mjs'
import { soakSignals } from './soak/signals.mjs'
import { soakSupervisor } from './soak/supervisor.mjs'

/** Beside other work runs may take their time to start, in milliseconds; how long they take is for `npm run soak`. */
const PATIENCE = 30_000

const onLinux = test.runIf(process.platform === 'linux')

onLinux('a random participant killed at a random call', async () => {
  const { wrong, crashed, seed } = await soakKills(15, Date.now() % 1_000_000)
  expect(wrong, `seed ${seed}`).toEqual([])
  expect(crashed).toBeGreaterThan(0)
})

onLinux('eight clients at a time, and a server that is started again while they ask', async () => {
  expect(await soakClients(10)).toMatchObject({ answered: 80, wrong: [] })
  expect(await soakRestarts(1)).toMatchObject({ restarted: 1, wrong: [] })
})

/** So many of all, a random one out of each part of them. */
const someOf = <T>(all: readonly T[], count: number) =>
  Array.from({ length: count }, (_, part) => all[Math.floor(((part + Math.random()) * all.length) / count)]).filter(
    (one) => one !== undefined,
  )

onLinux('a hang at a call of any participant', async () => {
  const { wrong, timeouts } = await soakHangs(someOf(everyHang, 6), PATIENCE)
  expect(wrong).toEqual([])
  expect(timeouts).toBeGreaterThan(3)
})

test.runIf(process.platform === 'linux' && canCompile())('a kill at a kernel call, or an error from it', async () => {
  const all = await everyStrike()
  const { wrong, struck } = await soakKernelCalls(someOf(all, 20), PATIENCE)
  expect(wrong).toEqual([])
  expect(all.length).toBeGreaterThan(1000)
  expect(struck).toBeGreaterThan(10)
})

onLinux('a supervisor killed beside another run', async () => {
  expect((await soakSupervisor(2)).wrong).toEqual([])
})

onLinux(
  'a long run keeps nothing that it has done with',
  async () => {
    // In a shorter one the heap still grows at its end, up to the first collection of what is old.
    expect((await soakMemory(10_000)).wrong).toEqual([])
  },
  120_000,
)

onLinux('screens that go away, come twice or do not read', async () => {
  const { wrong, records } = await soakScreens()
  expect(wrong).toEqual([])
  expect(records).toBeGreaterThan(400)
})

onLinux('output that goes away, at the first record and later', async () => {
  const { wrong, seed } = await soakOutput(1, Date.now() % 1_000_000)
  expect(wrong, `seed ${seed}`).toEqual([])
})

onLinux(
  'a signal to whoever stands between a person and a run',
  async () => {
    const { wrong, seed } = await soakSignals(9, Date.now() % 1_000_000)
    expect(wrong, `seed ${seed}`).toEqual([])
  },
  120_000,
)
