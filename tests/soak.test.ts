/** A short form of `npm run soak`: whoever is killed, the run ends as it should and nothing is left. */
import { expect, test } from 'vitest'
import { soakKills } from '../soak/kills.mjs'
import { soakSupervisor } from '../soak/supervisor.mjs'

const onLinux = test.runIf(process.platform === 'linux')

onLinux('a random participant killed at a random call', async () => {
  const { wrong, crashed, seed } = await soakKills(15, Date.now() % 1_000_000)
  expect(wrong, `seed ${seed}`).toEqual([])
  expect(crashed).toBeGreaterThan(0)
})

onLinux('a supervisor killed beside another run', async () => {
  expect((await soakSupervisor(2)).wrong).toEqual([])
})
