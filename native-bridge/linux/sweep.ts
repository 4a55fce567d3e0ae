/**
 * What ended processes left in the kernel: System V objects outlive their owners. Everything that is removed was looked
 * at under the lock: what is in use, or just being made, is left alone.
 */
import { NAME_SIZE } from '../name-record.ts'
import type { Exclusive, Processes } from '../native.ts'
import { hexadecimal, type ProcessId, processId } from '../units.ts'
import type { Invoke } from './invoke.ts'
import { isNameKey, isSectionKey, isSyncKey, lockKey, ownerOfQueueKey } from './keys.ts'
import { GETALL, GETPID, GETVAL, IPC_RMID, type Libc } from './libc.ts'
import type { LinuxObjects } from './objects/index.ts'
import { PRESENCES } from './presence.ts'
import { OPENS, SYNC_SEMAPHORES } from './sync.ts'
import { isPrivate, type Row, rowsOf } from './sysvipc.ts'

export type Sweeper = Pick<Processes, 'sweep' | 'sweepDead'>

export interface SweeperParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly exclusive: Exclusive
  readonly self: ProcessId
  readonly isAlive: (pid: ProcessId) => boolean
  /** What processes have behind handles. */
  readonly objects: Pick<LinuxObjects, 'sweep'>
}

const keyOf = (row: Row) => row.key ?? 0
const isSegment = (row: Row) => isSectionKey(keyOf(row)) || (isNameKey(keyOf(row)) && row.size === NAME_SIZE)
/** Segments of ours that no process has attached now. */
const unusedSegments = () => rowsOf('shm').filter((row) => isPrivate(row) && row.nattch === 0 && isSegment(row))
const setsOf = (count: number) => rowsOf('sem').filter((row) => isPrivate(row) && row.nsems === count)

/** Removes something, unless it is gone already, and describes it. */
type Removal = () => string[]

export function createSweeper({ libc, invoke, exclusive, self, isAlive, objects }: SweeperParts): Sweeper {
  const removeSegment = (row: Row) => () => {
    const { shmid = -1 } = row
    const { error } = invoke('shmctl', [shmid, 'IPC_RMID'], () => libc.shmctl(shmid, IPC_RMID, null))
    return error ? [] : [`section ${hexadecimal(keyOf(row))}`]
  }

  const removeSet = (row: Row) => () => {
    const { semid = -1 } = row
    const { error } = invoke('semctl', [semid, 0, 'IPC_RMID'], () => libc.semctl(semid, 0, IPC_RMID, 0))
    return error ? [] : [`semaphore set ${hexadecimal(keyOf(row))}`]
  }

  /** The queue beside a presence set, then the set; there may be no queue yet, or none any more. */
  const removeQueue = (set: Row) => () => {
    const key = keyOf(set)
    const removed: string[] = []
    for (const { msqid = -1 } of rowsOf('msg').filter((row) => isPrivate(row) && keyOf(row) === key)) {
      const { error } = invoke('msgctl', [msqid, 'IPC_RMID'], () => libc.msgctl(msqid, IPC_RMID, null))
      if (!error) removed.push(`message queue ${hexadecimal(key)}`)
    }
    return [...removed, ...removeSet(set)()]
  }

  /** Processes of another container may share these objects, but not our process ids: the semaphores know them too. */
  function isAbandoned({ semid = -1 }: Row): boolean {
    const values = new Uint16Array(PRESENCES)
    const { error } = invoke('semctl', [semid, 0, 'GETALL'], () => libc.semctlValues(semid, 0, GETALL, values))
    return error === null && values.every((value) => value === 0)
  }

  /** A process of another container may have the same id: whoever raised semaphore 0 last has made the set. */
  function isMine({ semid = -1 }: Row): boolean {
    return invoke('semctl', [semid, 0, 'GETPID'], () => libc.semctl(semid, 0, GETPID, 0)).value === self
  }

  /** Events and mutexes that no process has open: the kernel has counted down for those that died. */
  function isClosed({ semid = -1 }: Row): boolean {
    return invoke('semctl', [semid, 'OPENS', 'GETVAL'], () => libc.semctl(semid, OPENS, GETVAL, 0)).value === 0
  }

  /** `isLeft` says of a segment whether nobody can be about to use it. */
  function find(owns: (owner: ProcessId, set: Row) => boolean, isLeft: (segment: Row) => boolean): Removal[] {
    const queues = setsOf(PRESENCES).filter((set) => {
      const owner = ownerOfQueueKey(keyOf(set))
      return owner !== null && owns(owner, set)
    })
    const segments = unusedSegments().filter(isLeft)
    const syncs = setsOf(SYNC_SEMAPHORES).filter((row) => isSyncKey(keyOf(row)) && isClosed(row))
    return [...queues.map(removeQueue), ...segments.map(removeSegment), ...syncs.map(removeSet)]
  }

  /** Looks again under the lock, which goes with it: also that of an owner that has died. */
  function remove(look: () => Removal[]): string[] {
    const isLocked = setsOf(1).some((row) => row.key === lockKey())
    if (!isLocked && look().length === 0) return []
    const removed = exclusive(() => ({ ok: true, value: look().flatMap((removal) => removal()) }))
    return removed.ok ? removed.value : []
  }

  return {
    sweep(pid) {
      if (pid !== self && isAlive(pid)) return []
      const removed = remove(() =>
        find(
          (owner, set) => owner === pid && ((pid === self && isMine(set)) || isAbandoned(set)),
          ({ cpid, lpid }) => cpid === pid || lpid === pid,
        ),
      )
      return [...removed, ...objects.sweep(pid)]
    },
    sweepDead() {
      const isDead = (pid: ProcessId) => !isAlive(pid)
      const removed = remove(() =>
        find(
          (owner, set) => isDead(owner) && isAbandoned(set),
          // The last user of a section that was never attached is 0: then its creator is just making it, or is dead.
          ({ cpid = 0, lpid = 0 }) => isDead(processId(lpid === 0 ? cpid : lpid)),
        ),
      )
      return [...removed, ...objects.sweep(null)]
    },
  }
}
