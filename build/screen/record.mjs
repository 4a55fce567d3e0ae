/** npm run record: makes the recordings that come along anew, after the scenario or the trace has changed. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** @type {{ id: string, scenario: string, preset: string, set?: string[] }[]} */
const recordings = JSON.parse(readFileSync(join(root, 'renderer', 'recordings.json'), 'utf8'))

for (const { id, scenario, preset, set = [] } of recordings) {
  const script = id.endsWith('-wine') ? join(root, 'build', 'wine', 'wine.mjs') : join(root, 'dist', 'cli', 'cli.js')
  const file = join(root, 'recordings', `${id}.jsonl`)
  const options = ['--preset', preset, ...set.flatMap((setting) => ['--set', setting])]
  spawnSync(process.execPath, [script, 'run', scenario, '--record', file, ...options], { stdio: 'inherit' })
}
