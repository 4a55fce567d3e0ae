/**
 * Races between real processes. Arguments: the kind, how many rounds, and the seed; prints the figures as JSON. The
 * processes of a race, those that they start, and their memory agents' threads are this same file again.
 */
import { isMainThread, workerData } from 'node:worker_threads'
import { runRace } from './race-starter.ts'
import { type AgentData, beAgent, beRacer } from './racer.ts'
import { beOwner, isOwner } from './races/win-abandon.ts'

const [, file = '', kind, rounds, seed] = process.argv

async function beStarter(name: string) {
  const figures = await runRace(file, name, Number(rounds), Number(seed))
  console.log(JSON.stringify(figures))
}

if (!isMainThread) beAgent(workerData as AgentData)
else if (kind === undefined) beRacer(file)
else if (isOwner(kind)) beOwner(rounds ?? '')
else void beStarter(kind)
