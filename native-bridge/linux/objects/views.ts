/**
 * Views of sections. shmat maps whole segments only: for a view of a part, the whole is mapped where there is room, the
 * part is moved to its place, and the rest unmapped again.
 */
import type { Left } from '../../kernel-objects.ts'
import type { Access } from '../../native.ts'
import { hexadecimal } from '../../units.ts'
import { winerror } from '../../winerror.ts'
import { ALLOCATION_GRANULARITY, PAGE } from '../../winnt.ts'
import { errno } from '../errno.ts'
import type { Invoke, Returned } from '../invoke.ts'
import {
  type Libc,
  MAP_ANONYMOUS,
  MAP_FIXED_NOREPLACE,
  MAP_NORESERVE,
  MAP_PRIVATE,
  MREMAP_FIXED,
  MREMAP_MAYMOVE,
  MS_SYNC,
  PROT_NONE,
  SHM_RDONLY,
} from '../libc.ts'
import type { Segments } from '../segments.ts'

/** Where views lie that need not lie anywhere: above the arena of OS/2's objects, whose addresses are names. */
const BOTTOM = 0x7000_0000
const TOP = 0x8000_0000

export const roundToPages = (size: number) => Math.ceil(size / PAGE) * PAGE

export interface MappedView {
  readonly shmid: number
  readonly address: number
  readonly size: number
}

export interface Wanted {
  readonly shmid: number
  /** The whole section, and the part that is wanted, in bytes. */
  readonly whole: number
  readonly offset: number
  readonly size: number
  readonly access: Access
  /** 0: wherever there is room. */
  readonly at: number
}

const shown = (value: number) => (value === -1 ? '-1' : hexadecimal(value))

export function createViews(libc: Libc, invoke: Invoke, segments: Segments) {
  const views = new Map<number, MappedView>()

  const attach = (shmid: number, at: number, access: Access) =>
    invoke(
      'shmat',
      [shmid, at === 0 ? null : hexadecimal(at), access === 'read' ? 'SHM_RDONLY' : 0],
      () => libc.shmat(shmid, at, access === 'read' ? SHM_RDONLY : 0),
      shown,
    )
  const unmap = (at: number, size: number) => invoke('munmap', [hexadecimal(at), size], () => libc.munmap(at, size))

  /** Fails where anything lies there already. */
  const reserve = (at: number, size: number) =>
    invoke(
      'mmap',
      [hexadecimal(at), size, 'PROT_NONE', 'MAP_FIXED_NOREPLACE'],
      () => libc.mmap(at, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0),
      shown,
    )

  function moveTo(at: number, from: number, size: number): Returned {
    return invoke(
      'mremap',
      [hexadecimal(from), size, 'MREMAP_MAYMOVE|MREMAP_FIXED', hexadecimal(at)],
      () => libc.mremap(from, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, at),
      shown,
    )
  }

  /** A part of a segment at an address that is reserved for it. */
  function attachPart({ shmid, whole, offset, size, access }: Wanted, at: number): Returned {
    const attached = attach(shmid, 0, access)
    if (attached.error) return attached
    const base = attached.value
    const moved = moveTo(at, base + offset, size)
    if (offset > 0) unmap(base, offset)
    const end = offset + size
    if (moved.error) unmap(base + offset, size)
    if (end < roundToPages(whole)) unmap(base + end, roundToPages(whole) - end)
    return moved
  }

  function mapPart(wanted: Wanted, at: number): Returned {
    const reserved = reserve(at, wanted.size)
    if (reserved.error) return reserved
    const mapped = attachPart(wanted, at)
    if (mapped.error) unmap(at, wanted.size)
    return mapped
  }

  const isWhole = ({ whole, offset, size }: Wanted) => offset === 0 && size === roundToPages(whole)
  const mapAt = (wanted: Wanted, at: number) =>
    isWhole(wanted) ? attach(wanted.shmid, at, wanted.access) : mapPart(wanted, at)

  /** EINVAL and EEXIST: something lies there; for an id that is good. */
  const isTaken = ({ error }: Returned) => error?.code === errno.EINVAL || error?.code === errno.EEXIST

  const overlapsOwn = (at: number, size: number) =>
    [...views.values()].some((view) => at < view.address + view.size && view.address < at + size)

  /** The lowest place with room for it. */
  function mapAnywhere(wanted: Wanted): Returned | null {
    for (let at = BOTTOM; at + wanted.size <= TOP; at += ALLOCATION_GRANULARITY) {
      if (overlapsOwn(at, wanted.size)) continue
      const mapped = mapAt(wanted, at)
      if (!isTaken(mapped)) return mapped
    }
    return null
  }

  return {
    /** The view's address, or a code of Win32. */
    map(wanted: Wanted): { readonly address: number } | { readonly code: number } {
      const { at, size } = wanted
      const mapped = at === 0 ? mapAnywhere(wanted) : mapAt(wanted, at)
      if (!mapped) return { code: winerror.ERROR_NOT_ENOUGH_MEMORY }
      if (mapped.error) {
        return { code: isTaken(mapped) ? winerror.ERROR_INVALID_ADDRESS : winerror.ERROR_NOT_ENOUGH_MEMORY }
      }
      views.set(mapped.value, { shmid: wanted.shmid, address: mapped.value, size })
      return { address: mapped.value }
    },
    find: (address: number) =>
      [...views.values()].find((view) => address >= view.address && address < view.address + view.size),
    unmap({ shmid, address, size }: MappedView): Left {
      views.delete(address)
      unmap(address, size)
      const status = segments.stat(shmid)
      const value = 'attachments' in status ? status.attachments : 0
      // It was removed with its last handle, and nobody else has it mapped.
      return { gone: !('attachments' in status), evidence: { name: 'shm_nattch', value } }
    },
    flush: (address: number, size: number) =>
      invoke('msync', [hexadecimal(address), size, 'MS_SYNC'], () => libc.msync(address, size, MS_SYNC)),
    all: () => [...views.values()],
  }
}
export type Views = ReturnType<typeof createViews>
