/** A short form of the races of `npm run soak`: right answers by the rules of OS/2 and Win32, and nothing left. */
import { expect, test } from 'vitest'
import { soakRaces, rounds as wanted } from './soak/races.mjs'

const ROUNDS = 200
/** In milliseconds; they take some seconds on a machine at rest. */
const LIMIT = 180_000

test.runIf(process.platform === 'linux')(
  'processes that begin within microseconds of each other',
  async () => {
    const { wrong, seed, rounds, met } = await soakRaces(Date.now() % 1_000_000, ROUNDS)
    expect(wrong, `seed ${seed}`).toEqual([])
    const all = Object.values(wanted).map((count) => Math.min(count, ROUNDS))
    expect(rounds).toBe(all.reduce((sum, count) => sum + count))
    // How many do depends on what else the machine does: 25 of 1825 were counted on a busy one. None would be no race.
    expect(met).toBeGreaterThan(0)
  },
  LIMIT,
)
