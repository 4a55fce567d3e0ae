/** The semaphores that this process has open, and how they are made, found by name or handle, and closed. */
import type { HeldName, Native, Result, SyncObject } from '../native.ts'
import { address } from '../units.ts'
import {
  ERROR_DUPLICATE_NAME,
  ERROR_INVALID_HANDLE,
  ERROR_INVALID_NAME,
  ERROR_INVALID_PARAMETER,
  ERROR_SEM_NOT_FOUND,
  ERROR_TOO_MANY_HANDLES,
  ERROR_TOO_MANY_OPENS,
  errorOf,
} from './errors.ts'
import { DC_SEM_SHARED, DCE_AUTORESET, DCE_POSTONE } from './flags.ts'
import { semaphoreName } from './names.ts'
import { EVENT, type MUTEX, readSemaphore, type SemaphoreRecord, writeSemaphore } from './semaphore-record.ts'

export interface OpenSemaphore {
  readonly handle: number
  readonly kind: typeof EVENT | typeof MUTEX
  /** The name that stands for its handle; its record lies behind that. */
  readonly held: HeldName
  readonly name: HeldName | null
  /** The kernel's event or mutex. */
  readonly object: SyncObject
  /** Held while an event's record is changed. */
  readonly lock: SyncObject | null
  readonly autoReset: boolean
  /** How often this process has it open: so many closes close it. */
  opens: number
  /** How often this process owns the mutex. */
  owned: number
}

/** Handles of shared semaphores as OS/2 numbered them. */
const FIRST_HANDLE = 0x8001_0000
const HANDLES = 0x1_0000
const MOST_OPENS = 0xffff
const ATTRIBUTES = DC_SEM_SHARED | DCE_AUTORESET | DCE_POSTONE

/** No program can give a semaphore such a name. */
export const handleName = (handle: number) => `#SEM32.${handle.toString(16)}`
const objectName = (handle: number) => `os2.${handle.toString(16)}`
export const lockName = (handle: number) => `os2.${handle.toString(16)}.lock`

const isAutoReset = (attributes: number) => (attributes & (DCE_AUTORESET | DCE_POSTONE)) !== 0

const empty: SemaphoreRecord = { kind: 0, attributes: 0, posts: 0, died: 0, pid: 0, tid: 0, count: 0 }

export interface OpenSemaphores {
  find(kind: OpenSemaphore['kind'], handle: number): OpenSemaphore | undefined
  all(): OpenSemaphore[]
  /** The semaphore, or the error. `set` is whether an event is posted, or a mutex owned, from the start. */
  create(kind: OpenSemaphore['kind'], name: string | null, attributes: number, set: boolean): OpenSemaphore | number
  /** By name, or by handle where there is no name. The semaphore, or the error. */
  open(kind: OpenSemaphore['kind'], name: string | null, handle: number): OpenSemaphore | number
  close(semaphore: OpenSemaphore): void
  read(semaphore: OpenSemaphore): SemaphoreRecord
  write(semaphore: OpenSemaphore, change: Partial<SemaphoreRecord>): void
}

export function createOpenSemaphores({ exclusive, names, events, mutexes, sections }: Native): OpenSemaphores {
  const table = new Map<number, OpenSemaphore>()

  /**
   * A semaphore is made of several things in the kernel. Nobody sees it half made, or half closed: its handle might be
   * that of another by then.
   */
  function whole(body: () => OpenSemaphore | number): OpenSemaphore | number {
    const result = exclusive(() => ({ ok: true, value: body() }))
    return result.ok ? result.value : errorOf(result)
  }

  /** The first handle that no process's semaphore has. */
  function takeHandle(): { handle: number; held: HeldName } | number {
    for (let handle = FIRST_HANDLE; handle < FIRST_HANDLE + HANDLES; handle += 1) {
      if (table.has(handle)) continue
      const held = names.create(handleName(handle), address(handle))
      if (held.ok) return { handle, held: held.value }
      if (held.reason !== 'exists') return errorOf(held)
    }
    return ERROR_TOO_MANY_HANDLES
  }

  function create(kind: OpenSemaphore['kind'], wanted: string | null, attributes: number, set: boolean) {
    const known = wanted === null ? null : semaphoreName(wanted)
    if (wanted !== null && known === null) return ERROR_INVALID_NAME
    if ((attributes & ~(kind === EVENT ? ATTRIBUTES : DC_SEM_SHARED)) !== 0) return ERROR_INVALID_PARAMETER
    const taken = takeHandle()
    if (typeof taken === 'number') return taken
    const { handle, held } = taken
    // A named semaphore is shared, whatever its attributes say.
    const shared = known === null ? attributes : attributes | DC_SEM_SHARED
    writeSemaphore(sections, held, { ...empty, kind, attributes: shared, posts: kind === EVENT && set ? 1 : 0 })
    const made = kind === EVENT ? createEvent(handle, attributes, set) : createMutex(handle, set)
    if (!made.ok) {
      names.close(held)
      return errorOf(made)
    }
    const semaphore: OpenSemaphore = { handle, kind, held, name: null, opens: 1, ...made.value }
    if (known === null) return add(semaphore)
    // Last, so that whoever finds the name finds the semaphore as well.
    const name = names.create(known, address(handle))
    if (name.ok) return add({ ...semaphore, name: name.value })
    if (semaphore.owned > 0) mutexes.release(semaphore.object)
    closeAll(semaphore)
    return name.reason === 'exists' ? ERROR_DUPLICATE_NAME : errorOf(name)
  }

  type Objects = Pick<OpenSemaphore, 'object' | 'lock' | 'autoReset' | 'owned'>

  function createEvent(handle: number, attributes: number, posted: boolean): Result<Objects> {
    const autoReset = isAutoReset(attributes)
    const event = events.create(objectName(handle), { manualReset: !autoReset, signalled: posted })
    return event.ok ? withLock(event.value, mutexes.create(lockName(handle), false), autoReset) : event
  }

  function openEvent(handle: number, attributes: number): Result<Objects> {
    const autoReset = isAutoReset(attributes)
    const event = events.open(objectName(handle), !autoReset)
    return event.ok ? withLock(event.value, mutexes.open(lockName(handle)), autoReset) : event
  }

  function withLock(event: SyncObject, lock: Result<SyncObject>, autoReset: boolean): Result<Objects> {
    if (lock.ok) return { ok: true, value: { object: event, lock: lock.value, autoReset, owned: 0 } }
    events.close(event)
    return lock
  }

  function createMutex(handle: number, isOwned: boolean): Result<Objects> {
    return alone(mutexes.create(objectName(handle), isOwned), isOwned ? 1 : 0)
  }

  const alone = (mutex: Result<SyncObject>, owned: number): Result<Objects> =>
    mutex.ok ? { ok: true, value: { object: mutex.value, lock: null, autoReset: false, owned } } : mutex

  function closeAll({ kind, object, lock, name, held }: OpenSemaphore) {
    if (kind === EVENT) events.close(object)
    else mutexes.close(object)
    if (lock) mutexes.close(lock)
    if (name) names.close(name)
    names.close(held)
  }

  function add(semaphore: OpenSemaphore) {
    table.set(semaphore.handle, semaphore)
    return semaphore
  }

  function open(kind: OpenSemaphore['kind'], wanted: string | null, asked: number): OpenSemaphore | number {
    if (wanted === null) return table.has(asked) ? openAgain(kind, asked) : whole(() => openHandle(kind, asked, null))
    return whole(() => openNamed(kind, wanted, asked))
  }

  function openNamed(kind: OpenSemaphore['kind'], wanted: string, asked: number): OpenSemaphore | number {
    if (asked !== 0) return ERROR_INVALID_PARAMETER
    const known = semaphoreName(wanted)
    if (known === null) return ERROR_INVALID_NAME
    const name = names.open(known)
    if (!name.ok) return name.reason === 'not-found' ? ERROR_SEM_NOT_FOUND : errorOf(name)
    const opened = openHandle(kind, name.value.at, name.value)
    // Held once, by whoever opened it first here.
    if (typeof opened === 'number' || opened.name !== name.value) names.close(name.value)
    return opened
  }

  /** What this process has open already. */
  function openAgain(kind: OpenSemaphore['kind'], handle: number): OpenSemaphore | number {
    const own = table.get(handle)
    if (own?.kind !== kind) return ERROR_INVALID_HANDLE
    if (own.opens >= MOST_OPENS) return ERROR_TOO_MANY_OPENS
    own.opens += 1
    return own
  }

  function openHandle(kind: OpenSemaphore['kind'], handle: number, name: HeldName | null): OpenSemaphore | number {
    if (table.has(handle)) return openAgain(kind, handle)
    const held = names.open(handleName(handle))
    if (!held.ok) return ERROR_INVALID_HANDLE
    const { kind: actual, attributes } = readSemaphore(sections, held.value)
    const usable = actual === kind && (attributes & DC_SEM_SHARED) !== 0
    const open = () => (kind === EVENT ? openEvent(handle, attributes) : alone(mutexes.open(objectName(handle)), 0))
    const found = usable ? open() : null
    if (found?.ok) return add({ handle, kind, held: held.value, name, opens: 1, ...found.value })
    names.close(held.value)
    return ERROR_INVALID_HANDLE
  }

  return {
    find: (kind, handle) => {
      const found = table.get(handle)
      return found?.kind === kind ? found : undefined
    },
    all: () => [...table.values()],
    create: (kind, name, attributes, set) => whole(() => create(kind, name, attributes, set)),
    open,
    close(semaphore) {
      semaphore.opens -= 1
      if (semaphore.opens > 0) return
      table.delete(semaphore.handle)
      const close = (): Result<void> => ({ ok: true, value: closeAll(semaphore) })
      // Where nobody lets us in it is closed all the same.
      if (!exclusive(close).ok) closeAll(semaphore)
    },
    read: ({ held }) => readSemaphore(sections, held),
    write: ({ held }, change) => writeSemaphore(sections, held, { ...readSemaphore(sections, held), ...change }),
  }
}
