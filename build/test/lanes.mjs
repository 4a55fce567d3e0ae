/**
 * The parts of the tests, which run two at a time: a lane tells its processes from the others' by a variable that they inherit,
 * its files by a temporary folder, and its kernel objects by a namespace.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/**
 * @typedef {object} Lane
 * @property {string[]} projects of vitest.config.ts, one after the other
 * @property {boolean} makesObjects which every process of its IPC namespace sees; Windows' programs make none
 */

/** The variable's name. */
export const LANE = 'SHAREMEM_TEST_LANE'

/** How long whatever a lane has started may take to end by itself, in milliseconds. */
const LAST_MOMENTS = 5000

/** Whether a process was started by a lane, or by one that it has started, on Linux and inside Wine. */
export function isOfLane(/** @type {string} */ lane, /** @type {string | number} */ pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`${LANE}=${lane}`)
  } catch {
    // It has ended, or is another user's.
    return false
  }
}

const processesOf = (/** @type {string} */ lane) =>
  process.platform === 'linux' ? readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isOfLane(lane, pid)) : []

/** @type {readonly NodeJS.Signals[]} */
const ENDING = ['SIGTERM', 'SIGKILL']

/**
 * Resolves once all that a lane has started has ended: who is told to end by Vitest may be in the middle of something, and
 * Wine's server waits for programs that will not come.
 */
export async function endLane(/** @type {string} */ lane, patience = LAST_MOMENTS) {
  for (const signal of ENDING) {
    for (const late = Date.now() + patience; processesOf(lane).length > 0 && Date.now() < late; )
      await setTimeout(100)
    for (const pid of processesOf(lane)) {
      try {
        process.kill(Number(pid), signal)
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

/**
 * The longest first, so that none is left over at the end.
 * @returns {Lane[]}
 */
export function lanes(system = process.platform) {
  const wine = system === 'win32' ? [] : [{ projects: ['wine'], makesObjects: false }]
  return [
    ...wine,
    { projects: ['browser'], makesObjects: true },
    { projects: ['systems'], makesObjects: true },
    { projects: ['unit', 'unit-alone', 'processes'], makesObjects: true },
  ]
}

/**
 * A command that is given kernel objects and shared memory files of its own.
 * @param {string[]} command
 */
export const apart = (command) => {
  const itself = 'mount -t tmpfs lane /dev/shm && exec "$@"'
  return ['unshare', '--ipc', '--mount', '--', 'sh', '-c', itself, 'lane', ...command]
}

/** Whether this process may do that: Linux lets root, unless a container does not. */
export const canBeApart = () => spawnSync('unshare', apart(['true']).slice(1)).status === 0

/**
 * Which of those that wait may begin: two run at a time where each can have its objects for itself; otherwise those that make
 * objects come one after the other.
 * @param {Lane[]} waiting
 * @param {Lane[]} running
 * @param {boolean} areApart
 */
export function nextLane(waiting, running, areApart) {
  if (running.length >= 2) return undefined
  const isTaken = !areApart && running.some(({ makesObjects }) => makesObjects)
  return waiting.find(({ makesObjects }) => !(isTaken && makesObjects))
}

/**
 * Runs all of them; where one was ended by a signal, none is begun any more.
 * @template {{ signal: string | null }} Ended
 * @param {Lane[]} all
 * @param {boolean} areApart whether each has its objects for itself
 * @param {(lane: Lane) => Promise<Ended>} run
 * @returns {Promise<Ended[]>} in the order of their ends
 */
export async function runLanes(all, areApart, run) {
  let waiting = all
  /** @type {Lane[]} */
  let running = []
  /** @type {Ended[]} */
  const ended = []
  /** @returns {Promise<void>} */
  async function begin() {
    const lane = nextLane(waiting, running, areApart)
    if (!lane) return
    waiting = waiting.filter((each) => each !== lane)
    running = [...running, lane]
    await Promise.all([end(lane), begin()])
  }
  async function end(/** @type {Lane} */ lane) {
    const result = await run(lane)
    ended.push(result)
    running = running.filter((each) => each !== lane)
    if (result.signal) waiting = []
    await begin()
  }
  await begin()
  return ended
}
