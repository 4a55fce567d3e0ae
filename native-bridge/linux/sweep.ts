/** What ended processes left in the kernel: System V objects outlive their owners. */
import type { Processes } from '../native.ts'
import { hexadecimal, type ProcessId, processId } from '../units.ts'
import type { Invoke } from './invoke.ts'
import { isNameKey, isSectionKey, isSyncKey, ownerOfQueueKey } from './keys.ts'
import { GETALL, GETVAL, IPC_RMID, type Libc } from './libc.ts'
import { PRESENCES } from './presence.ts'
import { OPENS, SYNC_SEMAPHORES } from './sync.ts'
import { type Row, rowsOf } from './sysvipc.ts'

export type Sweeper = Pick<Processes, 'sweep' | 'sweepDead'>

export interface SweeperParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly self: ProcessId
  readonly isAlive: (pid: ProcessId) => boolean
}

/** Keys are free for all programs to choose: ours are also this user's, and for this user only. */
const isPrivate = ({ perms, cuid }: Row) => perms === 600 && cuid === process.geteuid?.()
const keyOf = (row: Row) => row.key ?? 0

/** Segments of ours that no process has attached now. */
const unusedSections = () => rowsOf('shm').filter((row) => isPrivate(row) && row.nattch === 0 && isOurs(keyOf(row)))
const isOurs = (key: number) => isSectionKey(key) || isNameKey(key)

const presenceSets = () =>
  rowsOf('sem').filter((row) => isPrivate(row) && row.nsems === PRESENCES && ownerOfQueueKey(keyOf(row)) !== null)

export function createSweeper({ libc, invoke, self, isAlive }: SweeperParts): Sweeper {
  function removeSection(row: Row): string[] {
    const { shmid = -1 } = row
    const { error } = invoke('shmctl', [shmid, 'IPC_RMID'], () => libc.shmctl(shmid, IPC_RMID, null))
    return error ? [] : [`section ${hexadecimal(keyOf(row))}`]
  }

  /** The queue beside a presence set, then the set; there may be no queue yet, or none any more. */
  function removeQueue(set: Row): string[] {
    const key = keyOf(set)
    const removed: string[] = []
    for (const { msqid = -1 } of rowsOf('msg').filter((row) => isPrivate(row) && keyOf(row) === key)) {
      const { error } = invoke('msgctl', [msqid, 'IPC_RMID'], () => libc.msgctl(msqid, IPC_RMID, null))
      if (!error) removed.push(`message queue ${hexadecimal(key)}`)
    }
    const { semid = -1 } = set
    const { error } = invoke('semctl', [semid, 0, 'IPC_RMID'], () => libc.semctl(semid, 0, IPC_RMID, 0))
    return error ? removed : [...removed, `semaphore set ${hexadecimal(key)}`]
  }

  /** Processes of another container may share these objects, but not our process ids: the semaphores know them too. */
  function isAbandoned({ semid = -1 }: Row): boolean {
    const values = new Uint16Array(PRESENCES)
    const { error } = invoke('semctl', [semid, 0, 'GETALL'], () => libc.semctlValues(semid, 0, GETALL, values))
    return error === null && values.every((value) => value === 0)
  }

  /** Events and mutexes that no process has open: the kernel has counted down for those that died. */
  function removeSyncObjects(): string[] {
    const sets = rowsOf('sem').filter(
      (row) => isPrivate(row) && row.nsems === SYNC_SEMAPHORES && isSyncKey(keyOf(row)),
    )
    return sets.flatMap((row) => {
      const { semid = -1 } = row
      const opens = invoke('semctl', [semid, 'OPENS', 'GETVAL'], () => libc.semctl(semid, OPENS, GETVAL, 0))
      if (opens.value !== 0) return []
      const { error } = invoke('semctl', [semid, 0, 'IPC_RMID'], () => libc.semctl(semid, 0, IPC_RMID, 0))
      return error ? [] : [`semaphore set ${hexadecimal(keyOf(row))}`]
    })
  }

  /** `isLeft` says of a section's creator and last user whether nobody can be about to use it. */
  function remove(
    owns: (pid: ProcessId, set: Row) => boolean,
    isLeft: (creator: ProcessId, last: ProcessId) => boolean,
  ) {
    const sets = presenceSets().filter((set) => owns(ownerOfQueueKey(keyOf(set)) ?? self, set))
    const sections = unusedSections().filter(({ cpid = 0, lpid = 0 }) => isLeft(processId(cpid), processId(lpid)))
    return [...sets.flatMap(removeQueue), ...sections.flatMap(removeSection), ...removeSyncObjects()]
  }

  return {
    sweep(pid) {
      if (pid !== self && isAlive(pid)) return []
      return remove(
        (owner) => owner === pid,
        (creator, last) => creator === pid || last === pid,
      )
    },
    sweepDead() {
      const isDead = (pid: ProcessId) => !isAlive(pid)
      // The last user of a section that was never attached is 0: then its creator is just making it, or is dead.
      return remove(
        (owner, set) => isDead(owner) && isAbandoned(set),
        (creator, last) => isDead(last === 0 ? creator : last),
      )
    },
  }
}
