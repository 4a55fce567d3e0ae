/** Which start is the first one of a user: it holds a file, and finds in its folder what later ones hand over. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LATER = /^later-\d+\.json$/

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Whether the file is this process's now. */
function take(/** @type {string} */ lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false
    rmSync(lock)
    return take(lock)
  }
}

/**
 * @param {string} folder
 * @param {unknown} data what a later start hands over
 * @param {(data: unknown) => void} heard by the first one
 */
export function becomeFirst(folder, data, heard) {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'lock')
  if (!take(lock)) {
    const file = join(folder, `later-${process.pid}.json`)
    writeFileSync(`${file}.new`, JSON.stringify(data ?? null))
    renameSync(`${file}.new`, file)
    return false
  }
  watch(folder, { persistent: false }, () => {
    for (const name of readdirSync(folder).filter((entry) => LATER.test(entry))) {
      const text = readFileSync(join(folder, name), 'utf8')
      rmSync(join(folder, name))
      heard(JSON.parse(text))
    }
  })
  process.on('exit', () => rmSync(lock, { force: true }))
  return true
}
