/** What the kernel holds of this checkout's runs: read before and after, nothing may have been added. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isOfLane, LANE } from '../build/test/lanes.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

export const pause = (/** @type {number} */ milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A file of /proc; empty for a process that has ended since it was listed. */
export function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** The rows of /proc/sysvipc without what changes by mere use. */
const objects = (/** @type {string} */ kind) =>
  readFileSync(`/proc/sysvipc/${kind}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => `${kind} ${row.trim().split(/\s+/).slice(0, 2).join(' ')}`)

/** A browser's own come and go. */
const files = () => readdirSync('/dev/shm').filter((name) => !name.startsWith('.org.chromium.'))

/** The System V objects and shared memory files there are, and the helpers of this checkout; none on Windows. */
export function leftovers() {
  if (process.platform !== 'linux') return []
  const processes = helpers().map((pid) => `process ${pid}`)
  return [...['shm', 'msg', 'sem'].flatMap(objects), ...files(), ...processes]
}

const commandLine = (/** @type {number} */ pid) => read(`/proc/${pid}/cmdline`).split('\0')

const lane = process.env[LANE]

/** Started by the same lane of `npm test`, also inside Wine; outside of it everybody is. */
const isOfThisLane = (/** @type {number} */ pid) => lane === undefined || isOfLane(lane, pid)

/** The processes of this lane that have such an argument on their command lines. */
const processesWith = (/** @type {(argument: string) => boolean} */ matches) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandLine(pid).some(matches) && isOfThisLane(pid))

/** A path as Linux has it, also of a program inside Wine. */
const onLinux = (/** @type {string} */ path) => path.replace(/^Z:/, '').replaceAll('\\', '/')

/** The process ids of helpers of any run of this checkout, inside Wine too; those of others may run beside them. */
export const helpers = () =>
  processesWith((argument) => {
    const path = onLinux(argument)
    return path.startsWith(`${root}/`) && path.endsWith('/participant/helper.cjs')
  })

const wine = `${join(root, '.cache', 'wine', 'app')}/`

/** Whatever runs inside Wine of this checkout. */
export const processesInWine = () => processesWith((argument) => onLinux(argument).startsWith(wine))

const ofOthers = `${join(root, '.cache', 'examples')}/`

/** The programs in C that take part in runs inside Wine. */
export const programsOfOthers = () => processesWith((argument) => onLinux(argument).startsWith(ofOthers))

/** Resolves to the helper that a process has started; rejects when none appears in 10 seconds. */
export const helperOf = (/** @type {number} */ parent) =>
  findHelper((pid) => read(`/proc/${pid}/status`).includes(`\nPPid:\t${parent}\n`))

/** Resolves to a helper inside Wine, whose parents are not those that Windows programs see. */
export const helperInWine = () => findHelper((pid) => commandLine(pid).some((part) => part.endsWith('.exe')))

async function findHelper(/** @type {(pid: number) => boolean} */ wanted) {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const found = helpers().find(wanted)
    if (found !== undefined) return found
    await pause(10)
  }
  throw new Error('no helper appeared')
}
