/** A short form of `npm run soak` inside Wine: whoever is killed, the run ends as it should and no process is left. */
import { expect, test } from 'vitest'
import { findWine } from '../build/wine/find.mjs'
import { soakWine } from './soak/wine.mjs'

const RUNS = 4
/** Beside other work runs may take their time to start, in milliseconds. */
const PATIENCE = 30_000
/** Whoever is killed may leave the others waiting until their own timeouts, in each of the runs; in milliseconds. */
const AT_MOST = RUNS * 4 * PATIENCE

test.runIf(process.platform === 'linux' && findWine())(
  'a random participant killed inside Wine',
  async () => {
    const { wrong, seed } = await soakWine(RUNS, Date.now() % 1_000_000, PATIENCE)
    expect(wrong, `seed ${seed}`).toEqual([])
  },
  AT_MOST,
)
