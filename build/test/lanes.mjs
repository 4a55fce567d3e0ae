/**
 * The parts of the tests, which run two at a time: a lane tells its processes from the others' by a variable that they inherit,
 * its files by a temporary folder, and its kernel objects by a namespace.
 */
import { spawnSync } from 'node:child_process'

/**
 * @typedef {object} Lane
 * @property {string[]} projects of vitest.config.ts, one after the other
 * @property {boolean} makesObjects which every process of its IPC namespace sees; Windows' programs make none
 */

/** The variable's name. */
export const LANE = 'SHAREMEM_TEST_LANE'

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
    { projects: ['unit', 'processes'], makesObjects: true },
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
