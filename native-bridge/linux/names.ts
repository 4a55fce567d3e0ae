/**
 * Names: small segments, found by a hash of the name, that live as long as somebody has them attached. They are made,
 * found and removed under the lock: so one that nobody has attached was left by a process that died.
 */
import { NAME_MAGIC, NAME_RECORD, NAME_SIZE } from '../name-record.ts'
import type { Exclusive, HeldName, Names, Result } from '../native.ts'
import { type Address, address, hexadecimal } from '../units.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { NAME_KEYS, nameKey } from './keys.ts'
import { IPC_CREAT, IPC_EXCL, IPC_RMID, IPC_STAT, type Libc, MODE, SHMID_DS } from './libc.ts'
import { readLong } from './long.ts'
import { isPrivate, rowsOf } from './sysvipc.ts'

/** How many keys a name may have: other names have the same hash once in 16 million. */
const PROBES = 4

/** FNV-1a, 32 bits. */
function hashOf(name: string): number {
  let hash = 0x811c_9dc5
  for (const byte of Buffer.from(name, 'utf8')) hash = Math.imul(hash ^ byte, 0x0100_0193) >>> 0
  return hash
}

const keysOf = (name: string) =>
  Array.from({ length: PROBES }, (_, probe) => nameKey((hashOf(name) + probe) % NAME_KEYS))

const done = { ok: true, value: undefined } as const
const notFound = { ok: false, reason: 'not-found', error: null } as const
const exists = { ok: false, reason: 'exists', error: null } as const

export function createNames(libc: Libc, invoke: Invoke, exclusive: Exclusive): Names {
  function attach(id: number) {
    const show = (value: number) => (value === -1 ? '-1' : hexadecimal(value))
    return invoke('shmat', [id, null, 0], () => libc.shmat(id, 0, 0), show)
  }
  const remove = (id: number) => invoke('shmctl', [id, 'IPC_RMID'], () => libc.shmctl(id, IPC_RMID, null))

  function isUnused(id: number): boolean {
    const status = Buffer.alloc(SHMID_DS.size)
    const count = () => readLong(status, SHMID_DS.attachments)
    const { error } = invoke(
      'shmctl',
      [id, 'IPC_STAT'],
      () => libc.shmctl(id, IPC_STAT, status),
      (value) => (value === -1 ? '-1' : `shm_nattch ${count()}`),
    )
    return !error && count() === 0
  }

  /** Whoever lets go last removes it; where the lock cannot be had, a sweep does. */
  function release({ token: id, view }: Pick<HeldName, 'token' | 'view'>) {
    invoke('shmdt', [hexadecimal(view)], () => libc.shmdt(view))
    if (!isUnused(id)) return
    exclusive(() => {
      if (isUnused(id)) remove(id)
      return done
    })
  }

  function read(view: number) {
    const bytes = Buffer.alloc(NAME_RECORD.size)
    libc.copyOut(bytes, view, bytes.byteLength)
    return NAME_RECORD.read(bytes)
  }

  /** Keys are free for all programs to choose: a segment of ours is known by more. */
  function removeDead(id: number): boolean {
    const row = rowsOf('shm').find(({ shmid }) => shmid === id)
    return row !== undefined && isPrivate(row) && row.size === NAME_SIZE && remove(id).error === null
  }

  /** The name at a key. What cannot be looked at is another's. */
  function openAt(key: number, name: string): HeldName | 'free' | 'other' {
    const found = invoke('shmget', [hexadecimal(key), 0, 0], () => libc.shmget(key, 0, 0))
    if (found.error) return found.error.code === errno.ENOENT ? 'free' : 'other'
    const id = found.value
    if (isUnused(id)) return removeDead(id) ? 'free' : 'other'
    const { value: view, error } = attach(id)
    if (error) return 'other'
    const record = read(view)
    const held = { text: name, at: address(record.address), token: id, view }
    if (record.magic === NAME_MAGIC && record.name === name) return held
    release(held)
    return 'other'
  }

  /** The name itself, or the keys that are free for it: all are looked at, as any may have been freed since. */
  function look(name: string): HeldName | number[] {
    const free: number[] = []
    for (const key of keysOf(name)) {
      const found = openAt(key, name)
      if (typeof found === 'object') return found
      if (found === 'free') free.push(key)
    }
    return free
  }

  function createAt(key: number, name: string, at: Address): Result<HeldName> {
    const created = invoke('shmget', [hexadecimal(key), NAME_SIZE, 'IPC_CREAT|IPC_EXCL|0600'], () =>
      libc.shmget(key, NAME_SIZE, IPC_CREAT | IPC_EXCL | MODE),
    )
    if (created.error) return failure(created.error)
    const id = created.value
    const { value: view, error } = attach(id)
    if (error) {
      remove(id)
      return failure(error)
    }
    const bytes = Buffer.alloc(NAME_RECORD.size)
    NAME_RECORD.write(bytes, { magic: NAME_MAGIC, address: at, name })
    libc.copyIn(view, bytes, bytes.byteLength)
    return { ok: true, value: { text: name, at, token: id, view } }
  }

  function create(name: string, at: Address): Result<HeldName> {
    for (let attempt = 0; attempt < PROBES; attempt += 1) {
      const found = look(name)
      if (!Array.isArray(found)) {
        release(found)
        return exists
      }
      const [key] = found
      if (key === undefined) break
      const created = createAt(key, name, at)
      // Another program, which has no lock of ours, may have taken the key since.
      if (created.ok || created.reason !== 'exists') return created
    }
    return { ok: false, reason: 'no-memory', error: null }
  }

  return {
    open: (name) =>
      exclusive(() => {
        const found = look(name)
        return Array.isArray(found) ? notFound : { ok: true, value: found }
      }),
    create: (name, at) => exclusive(() => create(name, at)),
    close: release,
  }
}
