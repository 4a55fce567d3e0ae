/** npm run soak: what must hold however often and however unluckily processes die. --json prints the figures only, and names of parts choose those. */
import buildTestPrograms from '../../build/test/programs.mjs'
import { canCompile } from '../../build/test/test-tools.mjs'
import { findWine } from '../../build/wine/find.mjs'
import { soakFiles } from './files.mjs'
import { soakForged } from './forged.mjs'
import { soakFullQueues } from './full-queues.mjs'
import { soakHangs } from './hangs.mjs'
import { everyStrike, soakKernelCalls } from './kernel-calls.mjs'
import { soakKills } from './kills.mjs'
import { soakClients, soakRestarts } from './load.mjs'
import { soakMemory } from './memory.mjs'
import { soakOutput } from './output.mjs'
import { soakRaces } from './races.mjs'
import { soakScreens } from './screens.mjs'
import { soakSignals } from './signals.mjs'
import { soakSupervisor } from './supervisor.mjs'
import { soakWine } from './wine.mjs'

const KILLS = 300
const KILLS_IN_WINE = 60
const SUPERVISOR_KILLS = 10
const REQUESTS = 10_000
const STRUCTURES = 100_000
const FILES = 100_000
const LATER = 20
/** There are not that many. */
const SIGNALS = 1000
const QUEUES = 5
const EACH_CLIENT = 10_000
const RESTARTS = 100

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
  clients: [`8 clients with ${EACH_CLIENT} requests each (this takes long)`, () => soakClients(EACH_CLIENT)],
  restarts: [`a server started again ${RESTARTS} times while 8 clients ask`, () => soakRestarts(RESTARTS)],
  memory: [`${REQUESTS} requests in one run, and what memory they keep`, () => soakMemory(REQUESTS)],
  files: [`${FILES} files in one search, and what memory they keep`, () => soakFiles(FILES)],
  screens: ['screens that go away, come twice or do not read', soakScreens],
  output: [
    `output that goes away at the first record and ${LATER} times at a later one, seed ${seed}`,
    () => soakOutput(LATER, seed),
  ],
  signals: [
    `signals to npm, its shell, the command line and the helper, seed ${seed}`,
    () => soakSignals(SIGNALS, seed),
  ],
  races: [
    `races aligned to the microsecond, seed ${seed}`,
    async () => {
      await buildTestPrograms()
      return soakRaces(seed)
    },
  ],
  hangs: ['a hang at every call of every participant', () => soakHangs()],
  kernelCalls: [
    'a kill before and after every kernel call, and errors from each (this takes long)',
    async () => soakKernelCalls(await everyStrike()),
  ],
  queues: [`${QUEUES} rounds of full queues`, () => soakFullQueues(QUEUES)],
  forged: [`${STRUCTURES} forged structures`, () => soakForged(STRUCTURES)],
  wine: [`${KILLS_IN_WINE} runs with random kills inside Wine, seed ${seed}`, () => soakWine(KILLS_IN_WINE, seed)],
}
if (!findWine()) {
  delete parts.wine
  say('This machine has no Wine: that part is left out.')
}

if (!canCompile()) {
  delete parts.kernelCalls
  say('This machine has no C compiler: kernel calls that fail are left out.')
}

const wanted = process.argv.slice(2).filter((argument) => argument !== '--json')
const unknown = wanted.find((name) => !(name in parts))
if (unknown !== undefined) {
  console.error(`There is no part ‘${unknown}’ here. There are ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

const figures = []
for (const [name, [what, soak]] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  say(`${what} ...`)
  const { wrong, ...rest } = await soak()
  figures.push([name, { ...rest, wrong }])
  say(`  ${JSON.stringify(rest)}; ${wrong.length} went wrong`)
  for (const line of wrong) say(`  WRONG: ${line}`)
  if (wrong.length > 0) process.exitCode = 1
}
if (json) console.log(JSON.stringify(Object.fromEntries(figures), null, 2))
