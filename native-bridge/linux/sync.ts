/**
 * Events and mutexes: semaphore sets that are found by a hash of their name. A set lives as long as some process has it
 * open: that count is raised with SEM_UNDO, so that the kernel itself lowers it for a process that dies.
 */
import { createHash } from 'node:crypto'
import type { KernelError, Result, SyncObject } from '../native.ts'
import { hexadecimal } from '../units.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { SYNC_KEYS, syncKey } from './keys.ts'
import { GETVAL, IPC_CREAT, IPC_EXCL, IPC_NOWAIT, IPC_RMID, type Libc, MODE, SEM_UNDO, SETVAL } from './libc.ts'
import { encode, type Operation } from './semaphore-operations.ts'

/** The semaphores of a set. */
export const STATE = 0
export const OPENS = 1
/** A mutex: 1 while it is owned. Its owner takes that back, and the kernel does not: so a dead owner is known. */
export const HELD = 2
const KIND = 3
const IDENTITY = 4
const IDENTITIES = 4
/** Also how a sweep knows our sets. */
export const SYNC_SEMAPHORES = IDENTITY + IDENTITIES

/** How many keys are looked at for a name whose first ones other names have. */
const PROBES = 16
/** A semaphore's value has 15 bits. */
const VALUE = 0x7fff

export type SyncKind = 'manual-reset event' | 'auto-reset event' | 'mutex'
const kinds: readonly SyncKind[] = ['manual-reset event', 'auto-reset event', 'mutex']

const names = ['STATE', 'OPENS', 'HELD', 'KIND']
const undo = (flags = 0) => (flags & SEM_UNDO ? ' SEM_UNDO' : '')
export const describe = (operations: readonly Operation[]) =>
  operations
    .filter(({ number }) => number < IDENTITY)
    .map(({ number, by, flags }) => `${names[number]} ${by < 0 ? '' : '+'}${by}${undo(flags)}`)
    .join(', ')

/** Where a name's set may lie, and the values by which it is known among others at the same key. */
function placeOf(name: string) {
  const hash = createHash('sha256').update(name).digest()
  const first = hash.readUInt32LE(0)
  return {
    keys: Array.from({ length: PROBES }, (_, probe) => syncKey((first + probe) % SYNC_KEYS)),
    identity: Array.from({ length: IDENTITIES }, (_, index) => hash.readUInt16LE(4 + 2 * index) & VALUE),
  }
}

const exists = { ok: false, reason: 'exists', error: null } as const
const notFound = { ok: false, reason: 'not-found', error: null } as const

export function createSyncObjects(libc: Libc, invoke: Invoke) {
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

  /** Opens the set at a key; `free` when there is none, or one that nobody has open any more. */
  function openAt(key: number, kind: SyncKind, identity: readonly number[]): SyncObject | 'free' | 'other' {
    const found = invoke('semget', [hexadecimal(key), 0, 0], () => libc.semget(key, 0, 0))
    if (found.error) return 'free'
    // Only while somebody else has it open: who closed it last is about to remove it.
    const opened = operate(found.value, [
      { number: OPENS, by: -1, flags: IPC_NOWAIT | SEM_UNDO },
      { number: OPENS, by: 2, flags: SEM_UNDO },
    ])
    if (opened.error) return 'free'
    if (isNamed(found.value, kind, identity)) return { token: found.value }
    close({ token: found.value })
    return 'other'
  }

  function open(kind: SyncKind, name: string): Result<SyncObject> {
    const { keys, identity } = placeOf(`${kind} ${name}`)
    for (const key of keys) {
      const opened = openAt(key, kind, identity)
      if (opened === 'free') return notFound
      if (opened !== 'other') return { ok: true, value: opened }
    }
    return notFound
  }

  /** All values in one operation: nobody sees a set that is half made. */
  function fill(semid: number, kind: SyncKind, identity: readonly number[], operations: readonly Operation[]) {
    return operate(semid, [
      { number: OPENS, by: 1, flags: SEM_UNDO },
      { number: KIND, by: kinds.indexOf(kind) + 1 },
      ...identity.map((by, index) => ({ number: IDENTITY + index, by })).filter(({ by }) => by > 0),
      ...operations,
    ])
  }

  /** `operations` give a new set its first state. */
  function create(kind: SyncKind, name: string, operations: readonly Operation[]): Result<SyncObject> {
    const { keys, identity } = placeOf(`${kind} ${name}`)
    for (const key of keys) {
      const taken = openAt(key, kind, identity)
      if (taken === 'other') continue
      if (taken !== 'free') {
        close(taken)
        return exists
      }
      const made = createAt(key)
      if (made.error) return failure(made.error)
      const filled = fill(made.value, kind, identity, operations)
      return filled.error ? failure(filled.error) : { ok: true, value: { token: made.value } }
    }
    return { ok: false, reason: 'no-memory', error: null }
  }

  /** A set at this key that nobody has open was left by one that died, or is about to be removed. */
  function createAt(key: number) {
    const make = () =>
      invoke('semget', [hexadecimal(key), SYNC_SEMAPHORES, 'IPC_CREAT|IPC_EXCL|0600'], () =>
        libc.semget(key, SYNC_SEMAPHORES, IPC_CREAT | IPC_EXCL | MODE),
      )
    const made = make()
    if (made.error?.code !== errno.EEXIST) return made
    const left = invoke('semget', [hexadecimal(key), 0, 0], () => libc.semget(key, 0, 0))
    if (!left.error && get(left.value, OPENS).value === 0) remove(left.value)
    return make()
  }

  function close({ token }: SyncObject): KernelError | null {
    const { error } = operate(token, [{ number: OPENS, by: -1, flags: IPC_NOWAIT | SEM_UNDO }])
    if (!error && get(token, OPENS).value === 0) remove(token)
    return error
  }

  return { get, set, operate, create, open, close }
}
export type SyncObjects = ReturnType<typeof createSyncObjects>
