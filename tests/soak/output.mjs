/** Output that goes away during a run, at once or later: the run ends, says so in a sentence or not at all. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leftovers, pause } from '../leaks.mjs'
import { createRandom } from './random.mjs'
import { cli } from './runs.mjs'

/** A run that would take a minute must have ended so many milliseconds after its start. */
const LIMIT = 20_000
/** Some hundred records. */
const BYTES = 200_000
/** In which a file's greatest size is counted here. */
const BLOCK = 512

const FULL = /^(The recording ‘.+’ cannot be written any more|Standard output cannot be written): .+\.$/
const QUIET = /^$/

/**
 * The run is "$@"; after $BYTES bytes what it writes to is gone, or takes no more. What it says is in $PLACE/said, its
 * status in $PLACE/status.
 * @type {Record<string, { script: string, says: RegExp }>}
 */
const endings = {
  'a closed pipe': {
    script: '{ "$@" --json 2>"$PLACE/said"; echo $? >"$PLACE/status"; } | head -c "$BYTES" >/dev/null',
    says: QUIET,
  },
  'a full disk': {
    script: '"$@" --json 2>"$PLACE/said" >"$FILE"; echo $? >"$PLACE/status"',
    says: FULL,
  },
  'a full disk for the recording': {
    script: '"$@" --record "$FILE" 2>"$PLACE/said" >"$PLACE/printed"; echo $? >"$PLACE/status"',
    says: FULL,
  },
  'a closed FIFO': {
    script: `mkfifo "$FIFO"; head -c "$BYTES" "$FIFO" >/dev/null &
      "$@" --record "$FIFO" 2>"$PLACE/said" >"$PLACE/printed"; echo $? >"$PLACE/status"`,
    says: FULL,
  },
  // It is closed when the program ends that shows it.
  'a closed terminal': {
    script: `export RUN="$*"; mkfifo "$FIFO"
      script -qfc 'trap "" HUP; $RUN --json 2>"$PLACE/said"; echo $? >"$PLACE/status"' /dev/null >"$FIFO" &
      head -c "$BYTES" "$FIFO" >/dev/null; kill -KILL $!`,
    says: QUIET,
  },
}

/** @returns {Promise<string[]>} what went wrong */
async function endOne(/** @type {string} */ name, /** @type {number} */ bytes) {
  const { script, says } = endings[name] ?? { script: '', says: QUIET }
  const place = mkdtempSync(join(tmpdir(), 'sharemem-'))
  const [said, status] = [join(place, 'said'), join(place, 'status')]
  // What may not grow beyond a size is to its writer as a full disk; /dev/full takes nothing at all.
  const limit = bytes < BLOCK ? '' : `ulimit -f ${Math.ceil(bytes / BLOCK)};`
  spawn(
    'sh',
    ['-c', `${limit} ${script}`, 'sh', process.execPath, cli, 'run', 'request-reply', '--set', 'requests=10000'],
    {
      env: {
        ...process.env,
        PLACE: place,
        FIFO: join(place, 'fifo'),
        FILE: limit ? join(place, 'trace') : '/dev/full',
        BYTES: String(bytes),
      },
      stdio: 'ignore',
    },
  )
  const start = performance.now()
  while (!existsSync(status) || readFileSync(status, 'utf8') === '') {
    if (performance.now() - start > LIMIT)
      return [`${name} after ${bytes} bytes: no end in ${LIMIT} ms, see ${place}`]
    await pause(20)
  }
  const wrong = []
  if (performance.now() - start > LIMIT) wrong.push(`took more than ${LIMIT} ms`)
  const [sentence, ended] = [said, status].map((file) => readFileSync(file, 'utf8').trim())
  if (ended !== '1') wrong.push(`status ${ended}`)
  if (!says.test(sentence ?? '')) wrong.push(`it said: ${sentence}`)
  rmSync(place, { recursive: true })
  return wrong.map((what) => `${name} after ${bytes} bytes: ${what}`)
}

/**
 * All kinds beside each other, at the first record and so often at a later one.
 * @param {number} later
 * @param {number} seed
 * @returns {Promise<{ ends: number, seed: number, wrong: string[] }>}
 */
export async function soakOutput(later, seed) {
  const random = createRandom(seed)
  const before = leftovers()
  const moments = [1, ...Array.from({ length: later }, () => BLOCK + random(BYTES))]
  const wrong = []
  for (const bytes of moments) {
    wrong.push(...(await Promise.all(Object.keys(endings).map((name) => endOne(name, bytes)))).flat())
  }
  const left = leftovers().filter((object) => !before.includes(object))
  if (left.length > 0) wrong.push(`left ${left.join(', ')}`)
  return { ends: moments.length * Object.keys(endings).length, seed, wrong }
}
