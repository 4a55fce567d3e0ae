/** Sections: System V shared memory segments whose key is their address. */
import { readFileSync } from 'node:fs'
import type { Evidence, Failure, KernelError, Mapping, Result, Sections } from '../native.ts'
import { type Address, hexadecimal } from '../units.ts'
import type { Gift } from './agent-client.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { sectionKey } from './keys.ts'
import {
  IPC_CREAT,
  IPC_EXCL,
  IPC_RMID,
  IPC_STAT,
  type Libc,
  MODE,
  PROT_NONE,
  PROT_READ,
  PROT_WRITE,
  SHM_DEST,
  SHM_RDONLY,
  SHMID_DS,
} from './libc.ts'

/** Whether anything in a process's memory map lies between two addresses. */
const overlaps = (maps: string, from: number, to: number) =>
  [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) /gm)].some(
    ([, start = '', end = '']) => Number.parseInt(start, 16) < to && Number.parseInt(end, 16) > from,
  )

const GONE: Evidence = { name: 'shm_nattch', value: 0 }

/** Attaches a segment at its address; never with SHM_REMAP, which would replace whatever lies there. */
export function attach(libc: Libc, invoke: Invoke, id: number, at: Address, readOnly: boolean) {
  const flags = readOnly ? SHM_RDONLY : 0
  return invoke(
    'shmat',
    [id, hexadecimal(at), readOnly ? 'SHM_RDONLY' : 0],
    () => libc.shmat(id, at, flags),
    (value) => (value === -1 ? '-1' : hexadecimal(value)),
  )
}

const protections = {
  none: { bits: PROT_NONE, name: 'PROT_NONE' },
  read: { bits: PROT_READ, name: 'PROT_READ' },
  'read-write': { bits: PROT_READ | PROT_WRITE, name: 'PROT_READ|PROT_WRITE' },
} as const

interface SegmentStatus {
  readonly attachments: number
  readonly size: number
  readonly removed: boolean
}

export interface SectionsParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly give: (gift: Gift) => Result<void>
}

export function createSections({ libc, invoke, give }: SectionsParts): Sections {
  const buffer = Buffer.alloc(SHMID_DS.size)

  /** The error is there once the segment is destroyed. */
  function stat(id: number): SegmentStatus | KernelError {
    const status = (): SegmentStatus => ({
      attachments: Number(buffer.readBigUInt64LE(SHMID_DS.attachments)),
      size: Number(buffer.readBigUInt64LE(SHMID_DS.segmentSize)),
      removed: (buffer.readUInt16LE(SHMID_DS.mode) & SHM_DEST) !== 0,
    })
    const { error } = invoke(
      'shmctl',
      [id, 'IPC_STAT'],
      () => libc.shmctl(id, IPC_STAT, buffer),
      (value) => (value === -1 ? '-1' : `shm_nattch ${status().attachments}`),
    )
    return error ?? status()
  }
  const evidence = (status: SegmentStatus | KernelError): Evidence =>
    'attachments' in status ? { name: 'shm_nattch', value: status.attachments } : GONE
  const detach = (at: Address) => invoke('shmdt', [hexadecimal(at)], () => libc.shmdt(at))
  const remove = (id: number) => invoke('shmctl', [id, 'IPC_RMID'], () => libc.shmctl(id, IPC_RMID, null))

  /** shmat answers EINVAL both for a range in use and for an id that is no more; this is for ids that are good. */
  const attachFailure = (error: KernelError): Failure =>
    failure(error, error.code === errno.EINVAL ? 'address-taken' : undefined)

  function create(at: Address, size: number): Result<Mapping> {
    const key = sectionKey(at)
    const created = invoke('shmget', [hexadecimal(key), size, 'IPC_CREAT|IPC_EXCL|0600'], () =>
      libc.shmget(key, size, IPC_CREAT | IPC_EXCL | MODE),
    )
    // EINVAL is about the size here.
    if (created.error) return failure(created.error, created.error.code === errno.EINVAL ? 'refused' : undefined)
    const id = created.value
    const attached = attach(libc, invoke, id, at, false)
    if (!attached.error) return { ok: true, value: { address: at, size, access: 'read-write', token: id } }
    remove(id)
    return attachFailure(attached.error)
  }

  function find(at: Address) {
    const key = sectionKey(at)
    return invoke('shmget', [hexadecimal(key), 0, 0], () => libc.shmget(key, 0, 0))
  }

  function open(at: Address, access: Mapping['access']): Result<Mapping> {
    const found = find(at)
    if (found.error) return failure(found.error)
    const id = found.value
    const attached = attach(libc, invoke, id, at, access === 'read')
    const status = stat(id)
    if (!('attachments' in status)) return failure(status, 'not-found')
    if (attached.error) return attachFailure(attached.error)
    if (!status.removed) return { ok: true, value: { address: at, size: status.size, access, token: id } }
    // Its last holder let go between the two calls: it has no key any more, and its slot may be handed out again.
    detach(at)
    return { ok: false, reason: 'not-found', error: null }
  }

  return {
    create,
    open,
    give: (mapping, target, access) => give({ mapping, target, access }),
    close({ address: at, token: id }) {
      const detached = detach(at)
      if (detached.error) return failure(detached.error)
      const status = stat(id)
      // An error here or from the removal: somebody else let go at the same time, and has removed it.
      if ('attachments' in status && status.attachments === 0) remove(id)
      return { ok: true, value: evidence(status) }
    },
    count: ({ token }) => evidence(stat(token)),
    probe(at) {
      const found = find(at)
      return found.error ? GONE : evidence(stat(found.value))
    },
    isFree: (at, size) => !overlaps(readFileSync('/proc/self/maps', 'utf8'), at, at + size),
    protect(from, length, protection) {
      const { bits, name } = protections[protection]
      const changed = invoke('mprotect', [hexadecimal(from), length, name], () => libc.mprotect(from, length, bits))
      return changed.error ? failure(changed.error) : { ok: true, value: undefined }
    },
    read(from, into) {
      libc.copyOut(into, from, into.byteLength)
    },
    write(to, bytes) {
      libc.copyIn(to, bytes, bytes.byteLength)
    },
  }
}
