/** Processes, as far as the kernel tells of them. */
import { readFileSync } from 'node:fs'
import type { Processes } from '../native.ts'
import type { ProcessId } from '../units.ts'
import { errno } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { type Libc, PR_SET_PDEATHSIG, SIGKILL } from './libc.ts'
import type { Sweeper } from './sweep.ts'

/** A zombie has ended; only its parent has not asked how yet. */
function isZombie(pid: ProcessId): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it is in parentheses, and may hold any character.
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
  } catch {
    return false
  }
}

export function createIsAlive(libc: Libc, invoke: Invoke) {
  return (pid: ProcessId): boolean => {
    const { error } = invoke('kill', [pid, 0], () => libc.kill(pid, 0))
    return error?.code !== errno.ESRCH && !isZombie(pid)
  }
}

export interface ProcessesParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly self: ProcessId
  readonly isAlive: (pid: ProcessId) => boolean
  readonly sweeper: Sweeper
  readonly reclaim: Processes['reclaim']
}

export function createProcesses({ libc, invoke, self, isAlive, sweeper, reclaim }: ProcessesParts): Processes {
  const parent = () => invoke('getppid', [], () => libc.getppid()).value

  return {
    self,
    isAlive,
    endWithParent(expected) {
      invoke('prctl', ['PR_SET_PDEATHSIG', 'SIGKILL'], () => libc.prctl(PR_SET_PDEATHSIG, SIGKILL))
      // The parent may have died before the kernel was asked.
      if (parent() !== expected) process.kill(self, 'SIGKILL')
    },
    ...sweeper,
    reclaim,
    exit(status): never {
      libc.exitNow(status)
      throw new Error('_exit has returned.')
    },
  }
}
