/** Whether this kernel has System V IPC: it can be left out of one, or be kept from a container. */
import { existsSync } from 'node:fs'
import { errno, lastError } from './errno.ts'
import { libc as declareLibc, type Libc } from './libc.ts'

/** Any key does: without IPC_CREAT nothing is made, and only whether there is such a call matters. */
const KEY = 1

const calls: Readonly<Record<string, (libc: Libc) => number>> = {
  shmget: (libc) => libc.shmget(KEY, 0, 0),
  msgget: (libc) => libc.msgget(KEY, 0),
  semget: (libc) => libc.semget(KEY, 0, 0),
}

/** Where the kernel lists its objects, by which those of dead processes are found. */
const LISTS = ['shm', 'msg', 'sem'].map((kind) => `/proc/sysvipc/${kind}`)

/** What is missing, as a sentence; null when all is there. */
export function whatSystemVLacks(): string | null {
  const libc = declareLibc()
  for (const [name, call] of Object.entries(calls)) {
    if (call(libc) === -1 && lastError().code === errno.ENOSYS) {
      return `Sharemem needs System V IPC, which this kernel does not have: ${name} answers ENOSYS.`
    }
  }
  const list = LISTS.find((path) => !existsSync(path))
  return list === undefined ? null : `Sharemem needs the kernel’s list of System V objects, but there is no ${list}.`
}
