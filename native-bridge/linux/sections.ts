/** Sections: System V shared memory segments whose key is their address. */
import type { Access, Evidence, Failure, KernelError, Mapping, Result, Sections } from '../native.ts'
import { type Address, address, hexadecimal } from '../units.ts'
import type { Giving } from './agent-client.ts'
import { errno, failure } from './errno.ts'
import type { Invoke } from './invoke.ts'
import { sectionKey } from './keys.ts'
import { IPC_CREAT, IPC_EXCL, type Libc, MODE } from './libc.ts'
import type { SegmentStatus, Segments } from './segments.ts'

const GONE: Evidence = { name: 'shm_nattch', value: 0 }
const notFound: Failure = { ok: false, reason: 'not-found', error: null }

export interface SectionsParts {
  readonly libc: Libc
  readonly invoke: Invoke
  readonly segments: Segments
  readonly give: (giving: Giving) => Result<void>
}

export function createSections({ libc, invoke, segments, give }: SectionsParts): Sections {
  const { attach, detach, remove, stat, protect, holds } = segments
  const evidence = (status: SegmentStatus | KernelError): Evidence =>
    'attachments' in status ? { name: 'shm_nattch', value: status.attachments } : GONE

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
    const attached = attach(id, at)
    if (!attached.error) return { ok: true, value: { address: at, size, access: 'read-write', token: id } }
    remove(id)
    return attachFailure(attached.error)
  }

  function find(at: Address) {
    const key = sectionKey(at)
    return invoke('shmget', [hexadecimal(key), 0, 0], () => libc.shmget(key, 0, 0))
  }

  function open(at: Address, access: Access): Result<Mapping> {
    const found = find(at)
    if (found.error) return failure(found.error)
    const id = found.value
    const attached = attach(id, at)
    const status = stat(id)
    if (!('attachments' in status)) return failure(status, 'not-found')
    if (attached.error) return holds(id, at) ? failure(attached.error, 'held') : attachFailure(attached.error)
    if (!status.removed) return limit({ address: at, size: status.size, access, token: id })
    // Its last holder let go between the two calls: it has no key any more, and its slot may be handed out again.
    detach(at)
    return notFound
  }

  /** Takes the right to write away from a mapping that is for reading. */
  function limit(mapping: Mapping): Result<Mapping> {
    if (mapping.access === 'read-write') return { ok: true, value: mapping }
    const { error } = protect(mapping.address, mapping.size, 'read')
    if (!error) return { ok: true, value: mapping }
    close(mapping)
    return failure(error)
  }

  function close({ address: at, token: id }: Mapping): Result<Evidence> {
    const detached = detach(at)
    if (detached.error) return failure(detached.error)
    const status = stat(id)
    // An error here or from the removal: somebody else let go at the same time, and has removed it.
    if ('attachments' in status && status.attachments === 0) remove(id)
    return { ok: true, value: evidence(status) }
  }

  function inspect<T>(at: Address, look: (mapping: Mapping) => T): Result<T> {
    const found = find(at)
    if (found.error) return failure(found.error)
    const id = found.value
    const attached = segments.attachAnywhere(id)
    if (attached.error) return failure(attached.error)
    const status = stat(id)
    // Its last holder may have let go between the two calls.
    const alive = 'size' in status && !status.removed
    const mapping: Mapping = {
      address: address(attached.value),
      size: alive ? status.size : 0,
      access: 'read',
      token: id,
    }
    const result: Result<T> = alive ? { ok: true, value: look(mapping) } : notFound
    close(mapping)
    return result
  }

  return {
    create,
    open,
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
