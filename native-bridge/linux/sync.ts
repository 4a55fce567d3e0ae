/**
 * Events and mutexes: semaphore sets that are found by a hash of their name. A set lives as long as some process has it
 * open: that count is raised with SEM_UNDO, so that the kernel itself lowers it for a process that dies. Sets are made,
 * found and removed under the lock: so one that nobody has open was left by a process that died.
 */
import type { Exclusive, Result, SyncObject } from '../native.ts'
import { hexadecimal } from '../units.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { SYNC_KEYS, syncKey } from './keys.ts'
import { GETVAL, IPC_CREAT, IPC_EXCL, IPC_NOWAIT, IPC_RMID, type Libc, MODE, SEM_UNDO, SETVAL } from './libc.ts'
import { encode, type Operation } from './semaphore-operations.ts'
import { isPrivate, rowsOf } from './sysvipc.ts'

/** The semaphores of a set. */
export const STATE = 0
export const OPENS = 1
/** A mutex: 1 while it is owned. Its owner takes that back, and the kernel does not: so a dead owner is known. */
export const HELD = 2
/** An event: how often it was signalled, as far as a semaphore can count. */
export const GENERATION = 3
const KIND = 4
const IDENTITY = 5
const IDENTITIES = 4
/** Also how a sweep knows our sets. */
export const SYNC_SEMAPHORES = IDENTITY + IDENTITIES

/** How many keys a name may have: other names have the same hash once in 16 million. */
const PROBES = 4
/** A semaphore's value has 15 bits. */
export const VALUE = 0x7fff

export type SyncKind = 'manual-reset event' | 'auto-reset event' | 'mutex'
const kinds: readonly SyncKind[] = ['manual-reset event', 'auto-reset event', 'mutex']

const names = ['STATE', 'OPENS', 'HELD', 'GENERATION', 'KIND']
const undo = (flags = 0) => (flags & SEM_UNDO ? ' SEM_UNDO' : '')
export const describe = (operations: readonly Operation[]) =>
  operations
    .filter(({ number }) => number < IDENTITY)
    .map(({ number, by, flags }) => `${names[number]} ${by > 0 ? '+' : ''}${by}${undo(flags)}`)
    .join(', ')

const OPEN = { number: OPENS, by: 1, flags: SEM_UNDO }
const CLOSE = { number: OPENS, by: -1, flags: IPC_NOWAIT | SEM_UNDO }

interface Place {
  readonly keys: readonly number[]
  /** The values by which a set is known among others at the same key. */
  readonly identity: readonly number[]
}

/** Where a name's set may lie. */
function placeOf(name: string): Place {
  // Asked for here: in each new thread node:crypto takes some 3 ms to load, and most need no name.
  const { createHash } = process.getBuiltinModule('node:crypto')
  const hash = createHash('sha256').update(name).digest()
  const first = hash.readUInt32LE(0)
  return {
    keys: Array.from({ length: PROBES }, (_, probe) => syncKey((first + probe) % SYNC_KEYS)),
    identity: Array.from({ length: IDENTITIES }, (_, index) => hash.readUInt16LE(4 + 2 * index) & VALUE),
  }
}

const done = { ok: true, value: undefined } as const
const exists = { ok: false, reason: 'exists', error: null } as const
const notFound = { ok: false, reason: 'not-found', error: null } as const

export function createSyncObjects(libc: Libc, invoke: Invoke, exclusive: Exclusive) {
  const get = (semid: number, number: number) =>
    invoke('semctl', [semid, names[number] ?? number, 'GETVAL'], () => libc.semctl(semid, number, GETVAL, 0))
  const set = (semid: number, number: number, value: number) =>
    invoke('semctl', [semid, names[number] ?? number, 'SETVAL', value], () =>
      libc.semctl(semid, number, SETVAL, value),
    )
  const operate = (semid: number, operations: readonly Operation[]) =>
    invoke('semop', [semid, describe(operations)], () => libc.semop(semid, encode(operations), operations.length))
  const remove = (semid: number) => invoke('semctl', [semid, 0, 'IPC_RMID'], () => libc.semctl(semid, 0, IPC_RMID, 0))

  const isNamed = (semid: number, kind: SyncKind, identity: readonly number[]) =>
    get(semid, KIND).value === kinds.indexOf(kind) + 1 &&
    identity.every((value, index) => get(semid, IDENTITY + index).value === value)

  /** Keys are free for all programs to choose: a set of ours is known by more. */
  function removeDead(semid: number): boolean {
    const row = rowsOf('sem').find((candidate) => candidate.semid === semid)
    return row !== undefined && isPrivate(row) && row.nsems === SYNC_SEMAPHORES && remove(semid).error === null
  }

  /** Opens the set at a key. What cannot be looked at is another's. */
  function openAt(key: number, kind: SyncKind, identity: readonly number[]): SyncObject | 'free' | 'other' {
    const found = invoke('semget', [hexadecimal(key), 0, 0], () => libc.semget(key, 0, 0))
    if (found.error) return found.error.code === errno.ENOENT ? 'free' : 'other'
    const semid = found.value
    if (get(semid, OPENS).value === 0) return removeDead(semid) ? 'free' : 'other'
    if (!isNamed(semid, kind, identity)) return 'other'
    return operate(semid, [OPEN]).error ? 'other' : { token: semid }
  }

  /** The set itself, or the keys that are free for it: all are looked at, as any may have been freed since. */
  function look(kind: SyncKind, { keys, identity }: Place): SyncObject | number[] {
    const free: number[] = []
    for (const key of keys) {
      const found = openAt(key, kind, identity)
      if (typeof found === 'object') return found
      if (found === 'free') free.push(key)
    }
    return free
  }

  function createAt(key: number, kind: SyncKind, identity: readonly number[], state: readonly Operation[]) {
    const made = invoke('semget', [hexadecimal(key), SYNC_SEMAPHORES, 'IPC_CREAT|IPC_EXCL|0600'], () =>
      libc.semget(key, SYNC_SEMAPHORES, IPC_CREAT | IPC_EXCL | MODE),
    )
    if (made.error) return failure(made.error)
    const filled = operate(made.value, [
      OPEN,
      { number: KIND, by: kinds.indexOf(kind) + 1 },
      ...identity.map((by, index) => ({ number: IDENTITY + index, by })).filter(({ by }) => by > 0),
      ...state,
    ])
    if (!filled.error) return { ok: true, value: { token: made.value } } as const
    remove(made.value)
    return failure(filled.error)
  }

  function create(kind: SyncKind, name: string, state: readonly Operation[]): Result<SyncObject> {
    const place = placeOf(`${kind} ${name}`)
    for (let attempt = 0; attempt < PROBES; attempt += 1) {
      const found = look(kind, place)
      if (!Array.isArray(found)) {
        close(found)
        return exists
      }
      const [key] = found
      if (key === undefined) break
      const created = createAt(key, kind, place.identity, state)
      // Another program, which has no lock of ours, may have taken the key since.
      if (created.ok || created.reason !== 'exists') return created
    }
    return { ok: false, reason: 'no-memory', error: null }
  }

  /** Whoever closes it last removes it; where the lock cannot be had, a sweep does. */
  function close({ token }: SyncObject) {
    const { error } = operate(token, [CLOSE])
    if (error || get(token, OPENS).value !== 0) return
    exclusive(() => {
      if (get(token, OPENS).value === 0) remove(token)
      return done
    })
  }

  return {
    get,
    set,
    operate,
    /** `state` gives a new set its first state. */
    create: (kind: SyncKind, name: string, state: readonly Operation[]) => exclusive(() => create(kind, name, state)),
    open: (kind: SyncKind, name: string): Result<SyncObject> =>
      exclusive(() => {
        const found = look(kind, placeOf(`${kind} ${name}`))
        return Array.isArray(found) ? notFound : { ok: true, value: found }
      }),
    close,
  }
}
export type SyncObjects = ReturnType<typeof createSyncObjects>
