/** Names: small segments, found by a hash of the name, that live as long as somebody has them attached. */
import { NAME_MAGIC, NAME_RECORD, NAME_SIZE } from '../name-record.ts'
import type { HeldName, Names, Result } from '../native.ts'
import { type Address, address, hexadecimal } from '../units.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { NAME_KEYS, nameKey } from './keys.ts'
import { IPC_CREAT, IPC_EXCL, IPC_RMID, IPC_STAT, type Libc, MODE, SHMID_DS } from './libc.ts'

/** How many keys are looked at for a name whose first ones other names have. */
const PROBES = 16

/** FNV-1a, 32 bits. */
function hashOf(name: string): number {
  let hash = 0x811c_9dc5
  for (const byte of Buffer.from(name, 'utf8')) hash = Math.imul(hash ^ byte, 0x0100_0193) >>> 0
  return hash
}

const keysOf = (name: string) =>
  Array.from({ length: PROBES }, (_, probe) => nameKey((hashOf(name) + probe) % NAME_KEYS))

const notFound = { ok: false, reason: 'not-found', error: null } as const
const exists = { ok: false, reason: 'exists', error: null } as const

export function createNames(libc: Libc, invoke: Invoke): Names {
  function attach(id: number): number | null {
    const show = (value: number) => (value === -1 ? '-1' : hexadecimal(value))
    const { value, error } = invoke('shmat', [id, null, 0], () => libc.shmat(id, 0, 0), show)
    return error ? null : value
  }

  function release({ token: id, view }: Pick<HeldName, 'token' | 'view'>) {
    invoke('shmdt', [hexadecimal(view)], () => libc.shmdt(view))
    const status = Buffer.alloc(SHMID_DS.size)
    const { error } = invoke('shmctl', [id, 'IPC_STAT'], () => libc.shmctl(id, IPC_STAT, status))
    if (error || status.readBigUInt64LE(SHMID_DS.attachments) > 0n) return
    invoke('shmctl', [id, 'IPC_RMID'], () => libc.shmctl(id, IPC_RMID, null))
  }

  function read(view: number) {
    const bytes = Buffer.alloc(NAME_RECORD.size)
    libc.copyOut(bytes, view, bytes.byteLength)
    return NAME_RECORD.read(bytes)
  }

  /** The name at one key; null when the key is free or another name's. */
  function openAt(key: number, name: string): HeldName | null {
    const found = invoke('shmget', [hexadecimal(key), 0, 0], () => libc.shmget(key, 0, 0))
    const view = found.error ? null : attach(found.value)
    if (view === null) return null
    const record = read(view)
    const held = { at: address(record.address), token: found.value, view }
    if (record.magic === NAME_MAGIC && record.name === name) return held
    release(held)
    return null
  }

  function open(name: string): Result<HeldName> {
    for (const key of keysOf(name)) {
      const held = openAt(key, name)
      if (held) return { ok: true, value: held }
    }
    return notFound
  }

  function createAt(key: number, name: string, at: Address): HeldName | null | Result<never> {
    const created = invoke('shmget', [hexadecimal(key), NAME_SIZE, 'IPC_CREAT|IPC_EXCL|0600'], () =>
      libc.shmget(key, NAME_SIZE, IPC_CREAT | IPC_EXCL | MODE),
    )
    if (created.error?.code === errno.EEXIST) return null
    if (created.error) return failure(created.error)
    const view = attach(created.value)
    if (view === null) return notFound
    const bytes = Buffer.alloc(NAME_RECORD.size)
    NAME_RECORD.write(bytes, { magic: NAME_MAGIC, address: at, name })
    libc.copyIn(view, bytes, bytes.byteLength)
    return { at, token: created.value, view }
  }

  return {
    open,
    create(name, at) {
      const taken = open(name)
      if (taken.ok) {
        release(taken.value)
        return exists
      }
      for (const key of keysOf(name)) {
        const created = createAt(key, name, at)
        if (created === null) continue
        return 'ok' in created ? created : { ok: true, value: created }
      }
      return { ok: false, reason: 'no-memory', error: null }
    },
    close: release,
  }
}
