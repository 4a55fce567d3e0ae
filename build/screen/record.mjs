/** npm run record [-- ID ...]: makes the recordings that come along anew, all of them or those that are named. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** @type {{ id: string, scenario: string, preset: string, set?: string[] }[]} */
const recordings = JSON.parse(readFileSync(join(root, 'renderer', 'recordings.json'), 'utf8'))
const named = process.argv.slice(2)
const unknown = named.filter((name) => !recordings.some(({ id }) => id === name))
if (unknown.length > 0) {
  console.error(
    `No recording is named ${unknown.join(', ')}. There are ${recordings.map(({ id }) => id).join(', ')}.`,
  )
  process.exit(2)
}

for (const { id, scenario, preset, set = [] } of recordings) {
  if (named.length > 0 && !named.includes(id)) continue
  const script = id.endsWith('-wine') ? join(root, 'build', 'wine', 'wine.mjs') : join(root, 'dist', 'cli', 'cli.js')
  const file = join(root, 'recordings', `${id}.jsonl`)
  const options = ['--preset', preset, ...set.flatMap((setting) => ['--set', setting])]
  spawnSync(process.execPath, [script, 'run', scenario, '--record', file, ...options], { stdio: 'inherit' })
}
