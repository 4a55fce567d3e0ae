/** Sections and their views. */
import type { Answer, Handle, KernelObjects, Made, View } from '../../kernel-objects.ts'
import type { Access, Evidence, Exclusive } from '../../native.ts'
import { winerror } from '../../winerror.ts'
import {
  ALLOCATION_GRANULARITY,
  FILE_MAP_COPY,
  FILE_MAP_READ,
  FILE_MAP_WRITE,
  INVALID_HANDLE_VALUE,
  PAGE,
} from '../../winnt.ts'
import type { Contents } from './contents.ts'
import { answered, DONE, type Handles, refused, unavailable } from './handles.ts'
import { allAccess, isReserved, isWritable, protectionError } from './rules.ts'
import type { SectionObject } from './table.ts'
import { roundToPages, type Views } from './views.ts'

export interface SectionParts {
  readonly handles: Handles
  readonly contents: Contents
  readonly views: Views
  readonly exclusive: Exclusive
}

type SectionCalls = Pick<KernelObjects, 'createSection' | 'openSection' | 'probe' | 'map' | 'unmap' | 'flush'>

/** What a view may be used for; one of no access may be mapped, but not touched. */
function accessOf(access: number): { readonly needed: number; readonly granted: Access | 'none' } {
  if (access & FILE_MAP_WRITE) return { needed: FILE_MAP_WRITE, granted: 'read-write' }
  return { needed: FILE_MAP_READ, granted: access & FILE_MAP_READ ? 'read' : 'none' }
}

/** A view whose writes are its process's alone: System V segments know no such thing. */
const isCopyOnWrite = (access: number) =>
  (access & FILE_MAP_COPY) !== 0 && (access & (FILE_MAP_READ | FILE_MAP_WRITE)) === 0

const UNUSED: Evidence = { name: 'shm_nattch', value: 0 }

/** The rights that the maker of a section has: no more than its pages allow. */
const makersAccess = (protection: number) =>
  isWritable(protection) ? allAccess('section') : allAccess('section') & ~FILE_MAP_WRITE

export function createSectionCalls({ handles, contents, views, exclusive }: SectionParts): SectionCalls {
  /** Its key stands in the directory first: so its segment is found again, whenever its maker is killed. */
  function create(protection: number, size: number, name: string | null): Answer<Made> {
    const key = contents.freeKey()
    const made = handles.create(
      name,
      (known) => ({ kind: 'section', name: known, key, size, protection }),
      makersAccess(protection),
    )
    if (!made.ok || made.value.existed) return made
    if (!contents.make(key, size).error) return made
    handles.close(made.value.handle)
    return refused(winerror.ERROR_NOT_ENOUGH_MEMORY)
  }

  function mapObject(section: SectionObject, access: number, offset: number, size: number, at: number): Answer<View> {
    const whole = roundToPages(section.size)
    if (offset >= whole) return refused(winerror.ERROR_INVALID_PARAMETER)
    const length = roundToPages(size === 0 ? whole - offset : size)
    if (offset + length > whole) return refused(winerror.ERROR_ACCESS_DENIED)
    const { granted } = accessOf(access)
    const found = contents.find(section.key)
    if (found.error) return refused(winerror.ERROR_NOT_ENOUGH_MEMORY)
    const mapped = views.map({
      shmid: found.value,
      whole: section.size,
      offset,
      size: length,
      access: granted === 'read-write' ? granted : 'read',
      at,
    })
    if ('code' in mapped) return refused(mapped.code)
    return answered({
      address: mapped.address,
      size: length,
      access: granted,
      committed: !isReserved(section.protection),
    })
  }

  return {
    createSection(file, protection, size, name) {
      if (file !== INVALID_HANDLE_VALUE) return refused(winerror.ERROR_INVALID_HANDLE)
      const error = protectionError(protection)
      if (error !== 0) return refused(error)
      if (size === 0) return refused(winerror.ERROR_INVALID_PARAMETER)
      if (!Number.isSafeInteger(size)) return refused(winerror.ERROR_NOT_ENOUGH_MEMORY)
      const made = exclusive(() => ({ ok: true, value: create(protection, size, name) }))
      return made.ok ? made.value : unavailable
    },
    openSection: (access, _inherit, name) => handles.open('section', access, name),
    probe: (name) => handles.look('section', name, ({ key }) => contents.evidence(key)) ?? UNUSED,
    map(section: Handle, access, offset, size, at) {
      if (offset % ALLOCATION_GRANULARITY !== 0 || at % ALLOCATION_GRANULARITY !== 0) {
        return refused(winerror.ERROR_MAPPED_ALIGNMENT)
      }
      if (isCopyOnWrite(access)) return refused(winerror.ERROR_NOT_SUPPORTED)
      const { needed } = accessOf(access)
      return handles.change(section, ['section'], needed, (object) => mapObject(object, access, offset, size, at))
    },
    unmap(address) {
      const view = views.find(address)
      if (!view) return refused(winerror.ERROR_INVALID_ADDRESS)
      return answered(views.unmap(view))
    },
    flush(address, size) {
      const view = views.find(address)
      if (!view) return refused(winerror.ERROR_INVALID_ADDRESS)
      const first = address - (address % PAGE)
      const end = size === 0 ? view.address + view.size : Math.min(address + size, view.address + view.size)
      views.flush(first, roundToPages(end - first))
      return DONE
    },
  }
}
