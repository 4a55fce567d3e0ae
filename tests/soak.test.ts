/** A short form of `npm run soak`: whoever is killed, the run ends as it should and nothing is left. */
import { expect, test } from 'vitest'
import { findWine } from '../build/wine/find.mjs'
import { soakKills } from '../soak/kills.mjs'
import { soakMemory } from '../soak/memory.mjs'
import { soakScreens } from '../soak/screens.mjs'
import { soakSupervisor } from '../soak/supervisor.mjs'
import { soakWine } from '../soak/wine.mjs'

/** Beside other work Wine may take its time to start, in milliseconds; how long it takes is for `npm run soak`. */
const PATIENCE = 30_000

const onLinux = test.runIf(process.platform === 'linux')

onLinux('a random participant killed at a random call', async () => {
  const { wrong, crashed, seed } = await soakKills(15, Date.now() % 1_000_000)
  expect(wrong, `seed ${seed}`).toEqual([])
  expect(crashed).toBeGreaterThan(0)
})

onLinux('a supervisor killed beside another run', async () => {
  expect((await soakSupervisor(2)).wrong).toEqual([])
})

onLinux('a long run keeps nothing that it has done with', async () => {
  expect((await soakMemory(2500)).wrong).toEqual([])
})

onLinux('screens that go away, come twice or do not read', async () => {
  const { wrong, records } = await soakScreens()
  expect(wrong).toEqual([])
  expect(records).toBeGreaterThan(400)
})

test.runIf(process.platform === 'linux' && findWine())('a random participant killed inside Wine', async () => {
  const { wrong, seed } = await soakWine(4, Date.now() % 1_000_000, PATIENCE)
  expect(wrong, `seed ${seed}`).toEqual([])
})
