/**
 * Sections: System V shared memory segments whose key is their address.
 *
 * Whoever detaches one last removes it, and nobody may attach it between the two: then it would live on without its key,
 * and its address would be handed out again. So the last look and the removal are made under the lock, as are finding a
 * section and attaching it. What nobody has attached is not found: it is just being made, or about to be removed. To
 * create a section, to give it, and to let go of one that others hold takes no lock: its holders keep it.
 */
import { readFileSync } from 'node:fs'
import type { Access, Evidence, Exclusive, Failure, KernelError, Mapping, Result, Sections } from '../native.ts'
import { type Address, address, hexadecimal } from '../units.ts'
import type { Giving } from './agent-client.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { sectionKey } from './keys.ts'
import { IPC_CREAT, IPC_EXCL, type Libc, MODE } from './libc.ts'
import type { SegmentStatus, Segments } from './segments.ts'

/** How often a new segment may vanish before it is attached. */
const ATTEMPTS = 3

/** Whether anything in a process's memory map lies between two addresses. */
const overlaps = (maps: string, from: number, to: number) =>
  [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) /gm)].some(
    ([, start = '', end = '']) => Number.parseInt(start, 16) < to && Number.parseInt(end, 16) > from,
  )

const GONE: Evidence = { name: 'shm_nattch', value: 0 }

export interface SectionsParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly exclusive: Exclusive
  readonly segments: Segments
  readonly give: (giving: Giving) => Result<void>
}

const done = { ok: true, value: undefined } as const
const notFound = { ok: false, reason: 'not-found', error: null } as const

export function createSections({ libc, invoke, exclusive, segments, give }: SectionsParts): Sections {
  const { attach, detach, remove, stat, protect, holds } = segments
  const evidence = (status: SegmentStatus | KernelError): Evidence =>
    'attachments' in status ? { name: 'shm_nattch', value: status.attachments } : GONE

  /** shmat answers EINVAL both for a range in use and for an id that is no more; this is for ids that are good. */
  const attachFailure = (error: KernelError): Failure =>
    failure(error, error.code === errno.EINVAL ? 'address-taken' : undefined)

  /** What to do about a new segment that could not be attached: null is to make another. */
  function giveUp(id: number, error: KernelError): Failure | null {
    // Who cleaned up by hand may have removed it, as no process had it attached yet.
    return remove(id).error ? null : attachFailure(error)
  }

  function create(at: Address, size: number): Result<Mapping> {
    const key = sectionKey(at)
    let failed: Failure | null = null
    for (let attempt = 0; attempt < ATTEMPTS && !failed; attempt += 1) {
      const created = invoke('shmget', [hexadecimal(key), size, 'IPC_CREAT|IPC_EXCL|0600'], () =>
        libc.shmget(key, size, IPC_CREAT | IPC_EXCL | MODE),
      )
      // EINVAL is about the size here.
      if (created.error) return failure(created.error, created.error.code === errno.EINVAL ? 'refused' : undefined)
      const id = created.value
      const attached = attach(id, at)
      if (!attached.error) return { ok: true, value: { address: at, size, access: 'read-write', token: id } }
      failed = giveUp(id, attached.error)
    }
    return failed ?? notFound
  }

  function find(at: Address) {
    const key = sectionKey(at)
    return invoke('shmget', [hexadecimal(key), 0, 0], () => libc.shmget(key, 0, 0))
  }

  function attachHeld(id: number, at: Address, access: Access): Result<Mapping> {
    const status = stat(id)
    if (!('attachments' in status)) return failure(status, 'not-found')
    if (status.attachments === 0) return notFound
    const { error } = attach(id, at)
    if (error) return holds(id, at) ? failure(error, 'held') : attachFailure(error)
    return limit({ address: at, size: status.size, access, token: id })
  }

  /** Takes the right to write away from a mapping that is for reading. */
  function limit(mapping: Mapping): Result<Mapping> {
    const { error } = mapping.access === 'read' ? protect(mapping.address, mapping.size, 'read') : { error: null }
    if (!error) return { ok: true, value: mapping }
    close(mapping)
    return failure(error)
  }

  const isUnused = (status: SegmentStatus | KernelError) => 'attachments' in status && status.attachments === 0

  /** What is known of a section after this process has let go of it. Where the lock cannot be had, a sweep removes it. */
  function removeUnused(id: number): SegmentStatus | KernelError {
    let status = stat(id)
    if (!isUnused(status)) return status
    exclusive(() => {
      // Another process may have attached it since, or have removed it.
      status = stat(id)
      if (isUnused(status)) remove(id)
      return done
    })
    return status
  }

  function close({ address: at, token: id }: Mapping): Result<Evidence> {
    const detached = detach(at)
    if (detached.error) return failure(detached.error)
    return { ok: true, value: evidence(removeUnused(id)) }
  }

  /** Without the lock: attached anywhere else, a segment may live on without its key for as long as that is looked at. */
  function inspect<T>(at: Address, look: (mapping: Mapping) => T): Result<T> {
    const found = find(at)
    if (found.error) return failure(found.error)
    const id = found.value
    const status = stat(id)
    if (!('attachments' in status)) return failure(status, 'not-found')
    if (status.attachments === 0) return notFound
    const attached = segments.attachAnywhere(id)
    if (attached.error) return failure(attached.error, attached.error.code === errno.EINVAL ? 'not-found' : undefined)
    const mapping: Mapping = { address: address(attached.value), size: status.size, access: 'read', token: id }
    const value = look(mapping)
    close(mapping)
    return { ok: true, value }
  }

  return {
    create,
    open(at, access) {
      const found = find(at)
      return found.error ? failure(found.error) : exclusive(() => attachHeld(found.value, at, access))
    },
    inspect,
    give: (mapping, target, access, tag) => give({ mapping, target, access, tag }),
    widen(mapping) {
      const { error } = protect(mapping.address, mapping.size, 'read-write')
      return error ? failure(error) : { ok: true, value: { ...mapping, access: 'read-write' } }
    },
    close,
    count: ({ token }) => evidence(stat(token)),
    probe(at) {
      const found = find(at)
      return found.error ? GONE : evidence(stat(found.value))
    },
    isFree: (at, size) => !overlaps(readFileSync('/proc/self/maps', 'utf8'), at, at + size),
    protect(from, length, protection) {
      const { error } = protect(from, length, protection)
      return error ? failure(error) : { ok: true, value: undefined }
    },
    read(from, into) {
      libc.copyOut(into, from, into.byteLength)
    },
    write(to, bytes) {
      libc.copyIn(to, bytes, bytes.byteLength)
    },
  }
}
