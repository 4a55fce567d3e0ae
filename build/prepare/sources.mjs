/** Tells whether a build is that of the present sources. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const PLACES = [
  'electron',
  'native-bridge',
  'renderer',
  'build',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
]

/** @returns {string[]} */
function filesUnder(/** @type {string} */ path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

/** A hash over the name and content of every file that a build is made of, tests aside; `others` are made of more places. */
export function hashOfSources(/** @type {string} */ root, /** @type {string[]} */ others = []) {
  const hash = createHash('sha256')
  for (const file of [...PLACES, ...others].flatMap((place) => filesUnder(join(root, place)))) {
    if (file.includes('.test.')) continue
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
