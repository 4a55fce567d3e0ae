/** npm run record: makes the recordings that come along anew, after the scenario or the trace has changed. */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** @type {Record<string, string[]>} */
const recordings = {
  'hand-over': [],
  'fire-and-forget': ['free=after-post'],
  // The server hangs until the client has freed the request.
  'lost-request': ['access=get-only', 'free=after-post', 'timeout=1000', '--fault', 'hang:server@5:200'],
  trap: ['--fault', 'write-read-only:server'],
  'one-object-wine': ['objects=one', 'ask=search noble gas'],
}

for (const [name, settings] of Object.entries(recordings)) {
  const script = name.endsWith('-wine')
    ? join(root, 'build', 'wine', 'wine.mjs')
    : join(root, 'dist', 'cli', 'cli.js')
  const options = settings.flatMap((setting) => (/^[a-z]+=/.test(setting) ? ['--set', setting] : [setting]))
  const file = join(root, 'recordings', `${name}.jsonl`)
  spawnSync(process.execPath, [script, 'run', 'request-reply', '--record', file, ...options], { stdio: 'inherit' })
}
