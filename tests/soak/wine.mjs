/** Random kills inside Wine: the run ends as it should, and no process is left. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paths } from '../../build/wine/prepare.mjs'
import { runInWine, windowsPath } from '../../build/wine/run.mjs'
import { pause, processesInWine } from '../leaks.mjs'
import { soakKills } from './kills.mjs'

/** How long processes of an ended run may take to go, in milliseconds. */
const ENDING = 2000

/** A run that records: nothing can be printed there. */
/** @type {import('./kills.mjs').Machine['finish']} */
async function finishInWine(scenario, args, limit) {
  const folder = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const file = join(folder, 'trace.jsonl')
  const start = performance.now()
  const cli = join(paths.app, 'dist', 'cli', 'cli.js')
  await runInWine(cli, ['run', scenario, '--record', windowsPath(file), ...args], {
    timeout: limit,
  })
  const milliseconds = performance.now() - start
  const outcome = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1) || '{}')
  rmSync(folder, { recursive: true })
  for (let waited = 0; waited < ENDING && processesInWine().length > 0; waited += 50) await pause(50)
  return { outcome, milliseconds }
}

/** How long two processes may take to start there, and the client may wait for a sign of life, in milliseconds. */
const START = 6000
const TIMEOUT = 15_000

/**
 * Sections and queues there end with their processes, so processes are all that could be left.
 * @param {number} runs
 * @param {number} seed
 */
export const soakWine = (runs, seed, start = START) =>
  soakKills(runs, seed, {
    finish: finishInWine,
    leftovers: () => processesInWine().map((pid) => `process ${pid}`),
    start,
    timeout: TIMEOUT,
  })
