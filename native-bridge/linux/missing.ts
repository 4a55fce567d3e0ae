/**
 * Whether this kernel has what is needed: System V IPC can be left out of one, or be kept from a container, /proc may be
 * that of another container, and pidfds came with Linux 5.3.
 */
import { existsSync, readlinkSync } from 'node:fs'
import { errno, lastError } from './errno.ts'
import { libc as declareLibc, type Libc, SYS_PIDFD_OPEN } from './libc.ts'

/** Any key does: without IPC_CREAT nothing is made, and only whether there is such a call matters. */
const KEY = 1

const calls: Readonly<Record<string, (libc: Libc) => number>> = {
  shmget: (libc) => libc.shmget(KEY, 0, 0),
  msgget: (libc) => libc.msgget(KEY, 0),
  semget: (libc) => libc.semget(KEY, 0, 0),
}

/** Where the kernel lists its objects, by which those of dead processes are found. */
const LISTS = ['shm', 'msg', 'sem'].map((kind) => `/proc/sysvipc/${kind}`)

/** A process looks itself and others up there by their ids, which are those of one namespace only. */
function whatProcLacks(): string | null {
  let self = ''
  try {
    self = readlinkSync('/proc/self')
  } catch {
    // It knows nothing of this process.
  }
  if (self === String(process.pid)) return null
  const other = self === '' ? 'does not know it' : `calls it ${self}`
  return `Sharemem needs the /proc of its own process namespace: this process is ${process.pid} here, and /proc ${other}. ‘unshare --pid --fork --mount-proc’ makes one that fits.`
}

/** By which a process that waits hears of another's end. */
function whatPidfdsLack(libc: Libc): string | null {
  const descriptor = libc.pidfdOpen(SYS_PIDFD_OPEN, process.pid, 0)
  if (descriptor === -1) {
    return `Sharemem needs Linux 5.3 or later, which tells when a process ends: here pidfd_open answers ${lastError().name}.`
  }
  libc.close(descriptor)
  return null
}

/** What is missing, as a sentence; null when all is there. */
export function whatSystemVLacks(): string | null {
  const libc = declareLibc()
  for (const [name, call] of Object.entries(calls)) {
    if (call(libc) === -1 && lastError().code === errno.ENOSYS) {
      return `Sharemem needs System V IPC, which this kernel does not have: ${name} answers ENOSYS.`
    }
  }
  const list = LISTS.find((path) => !existsSync(path))
  if (list !== undefined) return `Sharemem needs the kernel’s list of System V objects, but there is no ${list}.`
  return whatProcLacks() ?? whatPidfdsLack(libc)
}
