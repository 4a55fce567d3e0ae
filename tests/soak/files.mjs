/** A folder of many files, searched to its end: each arrives once, in its order, and no process keeps them. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { residentOf } from './memory.mjs'
import { startRun } from './runs.mjs'

const FOLDERS = 100
/** By how much the supervisor may grow for each thousand files, whose names it tells at the end, in megabytes. */
const GROWTH = 0.5
/** Whatever the number of files, in megabytes. */
const LIMIT = 20
/** The part of the files after which the heap has grown to what V8 likes. */
const WARM = 0.4
const FOUND = 'File found : '

/** @param {number} count */
function fill(/** @type {string} */ folder, count) {
  for (let each = 0; each < FOLDERS; each += 1) mkdirSync(join(folder, `folder ${each}`))
  for (let file = 0; file < count; file += 1) {
    writeFileSync(join(folder, `folder ${file % FOLDERS}`, `file ${file}.txt`), '')
  }
}

/**
 * In the order of a search that enters folders as it comes to them.
 * @returns {string[]}
 */
function listing(/** @type {string} */ folder, path = '') {
  const entries = readdirSync(join(folder, path), { withFileTypes: true })
  entries.sort((a, b) => (a.name.toUpperCase() < b.name.toUpperCase() ? -1 : 1))
  return entries.flatMap((entry) =>
    entry.isDirectory() ? listing(folder, `${path}${entry.name}/`) : [`${path}${entry.name}`],
  )
}

/**
 * @param {number} files
 * @returns {Promise<{ files: number, found: number, records: number, supervisor: number[], wrong: string[] }>} the
 *   resident memory of the supervisor in megabytes, once it is warm and near the end
 */
export async function soakFiles(files) {
  const folder = mkdtempSync(join(tmpdir(), 'searched-'))
  fill(folder, files)
  const wanted = listing(folder)
  const wrong = /** @type {string[]} */ ([])
  const supervisor = /** @type {number[]} */ ([])
  let [found, records, rest, outcome] = [0, 0, '', '']

  function take(/** @type {string} */ line) {
    records += 1
    if (line.startsWith('{"kind":"outcome"')) outcome = line
    if (!line.startsWith('{"kind":"output"')) return
    const { text } = JSON.parse(line)
    if (!text.startsWith(FOUND)) return
    const name = text.slice(FOUND.length, -1)
    if (name !== wanted[found] && wrong.length < 5) wrong.push(`${name} came where ${wanted[found]} was to come`)
    found += 1
    if (found === Math.floor(WARM * files) || found === files - 50) supervisor.push(residentOf(child.pid ?? 0))
  }
  const settings = ['--set', `folder=${folder}`, '--set', 'timeout=60000']
  const { child, ended } = startRun('file-search', settings, (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(take)
  })
  const [status] = await ended
  rmSync(folder, { recursive: true })
  if (status !== 0) wrong.push(`ended with status ${status}: ${outcome}`)
  if (found !== files) wrong.push(`${found} of ${files} files came`)
  const grown = (supervisor[1] ?? Number.NaN) - (supervisor[0] ?? 0)
  const may = LIMIT + (GROWTH * files * (1 - WARM)) / 1000
  if (!(grown < may)) wrong.push(`the supervisor grew by ${grown.toFixed(1)} MB, of ${may} that it may`)
  return { files, found, records, supervisor, wrong }
}
