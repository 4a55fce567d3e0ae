/**
 * Who of the processes in the directory is alive: a pidfd of each, which the kernel makes readable at its end. So one
 * poll tells of all, of a zombie as well, and never takes a stranger of the same id for the process that was meant.
 */
import { readFileSync } from 'node:fs'
import { errno } from '../errno.ts'
import type { Invoke } from '../invoke.ts'
import { type Libc, POLLIN, SYS_PIDFD_OPEN } from '../libc.ts'
import type { ProcessKey } from './table.ts'

/** Of the fields behind the name, in /proc/<pid>/stat. */
const STATE = 0
const START_TIME = 19

/** What cannot be told now: this process may have no descriptor left to read it with. */
export const UNREADABLE = 'unreadable'

/** Null for a process that has ended; a zombie has. */
export function startOf(pid: number | 'self'): number | null | typeof UNREADABLE {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it is in parentheses, and may hold any character.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return /[ZX]/.test(fields[STATE] ?? '') ? null : Number(fields[START_TIME])
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ESRCH' ? null : UNREADABLE
  }
}

const POLLFD = { size: 8, events: 4, revents: 6 } as const

/** What a poll of several descriptors waits for, and how it is asked afterwards. */
export function pollList(descriptors: readonly number[]) {
  const bytes = Buffer.alloc(descriptors.length * POLLFD.size)
  descriptors.forEach((descriptor, index) => {
    bytes.writeInt32LE(descriptor, index * POLLFD.size)
    bytes.writeInt16LE(POLLIN, index * POLLFD.size + POLLFD.events)
  })
  return { bytes, isReady: (index: number) => bytes.readInt16LE(index * POLLFD.size + POLLFD.revents) !== 0 }
}

const nameOf = ({ pid, start }: ProcessKey) => `${pid}.${start}`

export function createLife(libc: Libc, invoke: Invoke) {
  const watched = new Map<string, { process: ProcessKey; descriptor: number }>()

  /** False for a process that has ended. */
  function watch(process: ProcessKey): boolean {
    if (watched.has(nameOf(process))) return true
    const opened = invoke('pidfd_open', [process.pid, 0], () => libc.pidfdOpen(SYS_PIDFD_OPEN, process.pid, 0))
    if (opened.error) return opened.error.code !== errno.ESRCH
    const start = startOf(process.pid)
    if (start !== process.start) {
      libc.close(opened.value)
      // Another process may have the id by now; who cannot be looked at is taken for alive.
      return start === UNREADABLE
    }
    watched.set(nameOf(process), { process, descriptor: opened.value })
    return true
  }

  function forget(name: string) {
    const found = watched.get(name)
    watched.delete(name)
    if (found) libc.close(found.descriptor)
  }

  return {
    /** Those of `processes` that have ended. From now on exactly these are watched. */
    ended(processes: readonly ProcessKey[]): ProcessKey[] {
      const wanted = new Set(processes.map(nameOf))
      for (const name of watched.keys()) if (!wanted.has(name)) forget(name)
      const gone = processes.filter((process) => !watch(process))
      const all = [...watched.values()]
      const list = pollList(all.map(({ descriptor }) => descriptor))
      if (libc.poll(list.bytes, all.length, 0) > 0) {
        gone.push(...all.filter((_, index) => list.isReady(index)).map(({ process }) => process))
      }
      for (const process of gone) forget(nameOf(process))
      return gone
    },
    /** Readable once one of the processes that are watched has ended. */
    descriptors: () => [...watched.values()].map(({ descriptor }) => descriptor),
    close() {
      for (const name of [...watched.keys()]) forget(name)
    },
  }
}
export type Life = ReturnType<typeof createLife>
