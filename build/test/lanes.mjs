/**
 * The parts of the tests, which may run beside each other: a lane tells its processes from the others' by a variable that
 * they inherit, its System V objects by an IPC namespace of its own, and its files by a temporary folder.
 */
import { spawnSync } from 'node:child_process'

/**
 * @typedef {object} Lane
 * @property {string[]} projects of vitest.config.ts, one after the other
 * @property {string[]} within a command that runs the lane's; empty where it needs none
 */

/** The variable's name. */
export const LANE = 'SHAREMEM_TEST_LANE'

const UNSHARE = ['unshare', '--ipc', '--']

/** Only root may make a namespace, and not in every container. */
function canUnshare() {
  const [command = '', ...args] = UNSHARE
  return spawnSync(command, [...args, process.execPath, '--version'], { stdio: 'ignore' }).status === 0
}

/** @returns {Lane[]} */
export function lanes(system = process.platform, separable = system === 'linux' && canUnshare()) {
  const unitAndProcesses = ['unit', 'processes']
  const ofThisSystem = separable
    ? [
        { projects: unitAndProcesses, within: [] },
        { projects: ['browser'], within: UNSHARE },
      ]
    : [{ projects: [...unitAndProcesses, 'browser'], within: [] }]
  // Windows' programs make no System V objects.
  return system === 'win32' ? ofThisSystem : [...ofThisSystem, { projects: ['wine'], within: [] }]
}
