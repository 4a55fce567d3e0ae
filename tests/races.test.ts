/** A short form of the races of `npm run soak`: right answers by the rules of OS/2, and nothing left. */
import { expect, test } from 'vitest'
import { soakRaces } from './soak/races.mjs'

const ROUNDS = 200
/** In milliseconds; they take some seconds on a machine at rest. */
const LIMIT = 180_000

test.runIf(process.platform === 'linux')(
  'processes that begin within microseconds of each other',
  async () => {
    const { wrong, seed, rounds, met } = await soakRaces(Date.now() % 1_000_000, ROUNDS)
    expect(wrong, `seed ${seed}`).toEqual([])
    expect(rounds).toBe(7 * ROUNDS)
    // How many do depends on what else the machine does; none would be no race.
    expect(met).toBeGreaterThan(ROUNDS / 4)
  },
  LIMIT,
)
