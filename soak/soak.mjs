/** npm run soak: what must hold however often and however unluckily processes die. --json prints the figures only. */
import buildConformance from '../build/conformance.mjs'
import { findWine } from '../build/wine/find.mjs'
import { soakForged } from './forged.mjs'
import { soakKills } from './kills.mjs'
import { soakMemory } from './memory.mjs'
import { soakRaces } from './races.mjs'
import { soakScreens } from './screens.mjs'
import { soakSupervisor } from './supervisor.mjs'
import { soakWine } from './wine.mjs'

const KILLS = 300
const KILLS_IN_WINE = 60
const SUPERVISOR_KILLS = 10
const REQUESTS = 10_000
const STRUCTURES = 100_000

const json = process.argv.includes('--json')
const seed = Number(process.env.SHAREMEM_SEED ?? Date.now() % 1_000_000)
const say = (/** @type {string} */ text) => json || console.log(text)

/** @type {Record<string, [what: string, soak: () => Promise<{ wrong: string[] }>]>} */
const parts = {
  kills: [`${KILLS} runs with a kill at a random participant and call, seed ${seed}`, () => soakKills(KILLS, seed)],
  supervisor: [
    `${SUPERVISOR_KILLS} supervisors killed, each beside another run`,
    () => soakSupervisor(SUPERVISOR_KILLS),
  ],
  memory: [`${REQUESTS} requests in one run, and what memory they keep`, () => soakMemory(REQUESTS)],
  screens: ['screens that go away, come twice or do not read', soakScreens],
  races: [
    `races aligned to the microsecond, seed ${seed}`,
    async () => {
      await buildConformance()
      return soakRaces(seed)
    },
  ],
  forged: [`${STRUCTURES} forged structures`, () => soakForged(STRUCTURES)],
  wine: [`${KILLS_IN_WINE} runs with random kills inside Wine, seed ${seed}`, () => soakWine(KILLS_IN_WINE, seed)],
}
if (!findWine()) {
  delete parts.wine
  say('This machine has no Wine: that part is left out.')
}

const figures = []
for (const [name, [what, soak]] of Object.entries(parts)) {
  say(`${what} ...`)
  const { wrong, ...rest } = await soak()
  figures.push([name, { ...rest, wrong }])
  say(`  ${JSON.stringify(rest)}; ${wrong.length} went wrong`)
  for (const line of wrong) say(`  WRONG: ${line}`)
  if (wrong.length > 0) process.exitCode = 1
}
if (json) console.log(JSON.stringify(Object.fromEntries(figures), null, 2))
