/** npm run soak: what must hold however often and however unluckily processes die. --json prints the figures only. */
import { soakKills } from './kills.mjs'
import { soakSupervisor } from './supervisor.mjs'

const KILLS = 300
const SUPERVISOR_KILLS = 10
const json = process.argv.includes('--json')
const seed = Number(process.env.SHAREMEM_SEED ?? Date.now() % 1_000_000)
const say = (/** @type {string} */ text) => json || console.log(text)

say(`${KILLS} runs with a kill at a random participant and call, seed ${seed} ...`)
const kills = await soakKills(KILLS, seed)
say(`  ${kills.crashed} ended as a crash, ${kills.completed} had completed before; ${kills.wrong.length} went wrong`)
say(`${SUPERVISOR_KILLS} supervisors killed, each beside another run ...`)
const supervisor = await soakSupervisor(SUPERVISOR_KILLS)
say(`  ${supervisor.wrong.length} went wrong`)

const wrong = [...kills.wrong, ...supervisor.wrong]
if (json) console.log(JSON.stringify({ kills, supervisor }, null, 2))
else for (const line of wrong) console.log(`WRONG: ${line}`)
process.exitCode = wrong.length > 0 ? 1 : 0
