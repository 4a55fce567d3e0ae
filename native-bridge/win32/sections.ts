/** Sections: file mappings in the page file whose name is their address, with one handle in each process. */
import type { Access, Evidence, KernelError, Mapping, Protection, Result, Sections } from '../native.ts'
import { type Address, address, hexadecimal } from '../units.ts'
import {
  FILE_MAP_ALL_ACCESS,
  FILE_MAP_READ,
  INVALID_HANDLE_VALUE,
  PAGE_NOACCESS,
  PAGE_READONLY,
  PAGE_READWRITE,
} from '../winnt.ts'
import type { Giving } from './agent-client.ts'
import { failure, winerror } from './errors.ts'
import type { Invoke } from './invoke.ts'
import { type Kernel32, MEM_FREE, MEM_MAPPED, MEMORY_BASIC_INFORMATION } from './kernel32.ts'
import { type Ntdll, OBJECT_BASIC_INFORMATION } from './ntdll.ts'
import { privateSecurity } from './security.ts'

const GONE: Evidence = { name: 'HandleCount', value: 0 }

/** Names live in the session: nobody needs a privilege to create one. */
const sectionName = (at: Address) => `Local\\sharemem.${at.toString(16).toUpperCase().padStart(8, '0')}`

const protections = {
  none: { value: PAGE_NOACCESS, name: 'PAGE_NOACCESS' },
  read: { value: PAGE_READONLY, name: 'PAGE_READONLY' },
  'read-write': { value: PAGE_READWRITE, name: 'PAGE_READWRITE' },
} as const

/**
 * Maps all of a section at its address, for reading and writing; fails when anything lies in that range of this
 * process. `protectPages` takes away what was not granted, and gives it back without a moment in which the section is
 * not mapped.
 */
export function mapView(kernel32: Kernel32, invoke: Invoke, handle: number, at: Address) {
  return invoke(
    'MapViewOfFileEx',
    [handle, 'FILE_MAP_ALL_ACCESS', 0, 0, 0, hexadecimal(at)],
    () => kernel32.MapViewOfFileEx(handle, FILE_MAP_ALL_ACCESS, 0, 0, 0, at),
    { show: shownAddress },
  )
}

const shownAddress = (value: number) => (value === 0 ? '0' : hexadecimal(value))

export function protectPages(
  kernel32: Kernel32,
  invoke: Invoke,
  from: number,
  length: number,
  protection: Protection,
): KernelError | null {
  const { value, name } = protections[protection]
  return invoke('VirtualProtect', [hexadecimal(from), length, name], () =>
    kernel32.VirtualProtect(from, length, value, Buffer.alloc(4)),
  ).error
}

export function unmapView(kernel32: Kernel32, invoke: Invoke, at: number) {
  return invoke('UnmapViewOfFile', [hexadecimal(at)], () => kernel32.UnmapViewOfFile(at)).error
}

export interface View {
  /** Where the view begins that the queried address lies in. */
  readonly base: number
  /** In bytes, in whole pages: from the queried address to the end of the view. */
  readonly size: number
}

/** The view of a section that lies at an address; null when there is none. */
export function queryView(kernel32: Kernel32, invoke: Invoke, at: Address): View | null {
  const { size, allocationBase, regionSize, type } = MEMORY_BASIC_INFORMATION
  const buffer = Buffer.alloc(size)
  let [base, end] = [0, at]
  // Pages of different protection are told of one after the other.
  for (;;) {
    const { error } = invoke(
      'VirtualQuery',
      [hexadecimal(end), size],
      () => kernel32.VirtualQuery(end, buffer, size),
      {
        show: (value) => (value === 0 ? '0' : `RegionSize ${buffer.readBigUInt64LE(regionSize)}`),
      },
    )
    const found = Number(buffer.readBigUInt64LE(allocationBase))
    if (error || buffer.readUInt32LE(type) !== MEM_MAPPED || (base !== 0 && found !== base)) break
    base = found
    end = address(end + Number(buffer.readBigUInt64LE(regionSize)))
  }
  return base === 0 ? null : { base, size: end - at }
}

export interface SectionsParts {
  readonly kernel32: Kernel32
  readonly ntdll: Ntdll
  readonly invoke: Invoke
  readonly give: (giving: Giving) => Result<void>
}

export function createSections({ kernel32, ntdll, invoke, give }: SectionsParts): Sections {
  const { kind, size: informationSize, handleCount } = OBJECT_BASIC_INFORMATION
  const information = Buffer.alloc(informationSize)

  const closeHandle = (handle: number) => invoke('CloseHandle', [handle], () => kernel32.CloseHandle(handle))

  function openHandle(at: Address, mask: number, maskName: string) {
    const name = sectionName(at)
    return invoke('OpenFileMappingW', [maskName, false, name], () => kernel32.OpenFileMappingW(mask, 0, name))
  }
  const openToRead = (at: Address) => openHandle(at, FILE_MAP_READ, 'FILE_MAP_READ')

  /** How many handles all processes together have of a section; 0 when `handle` is none. */
  function countHandles(handle: number): number {
    const { error } = invoke(
      'NtQueryObject',
      [handle, 'ObjectBasicInformation', informationSize],
      () => ntdll.NtQueryObject(handle, kind, information, informationSize, null),
      {
        check: (status) => (status === 0 ? 0 : ntdll.RtlNtStatusToDosError(status)),
        show: (status) =>
          status === 0 ? `HandleCount ${information.readUInt32LE(handleCount)}` : hexadecimal(status),
      },
    )
    return error ? 0 : information.readUInt32LE(handleCount)
  }

  /** For a process without a handle of its own: one is opened to ask with, and does not count. */
  function probe(at: Address): Evidence {
    const found = openToRead(at)
    if (found.error) return GONE
    const value = countHandles(found.value) - 1
    closeHandle(found.value)
    return { name: 'HandleCount', value }
  }

  function create(at: Address, size: number): Result<Mapping> {
    const name = sectionName(at)
    const { value: handle, error } = invoke(
      'CreateFileMappingW',
      ['INVALID_HANDLE_VALUE', 'this user only', 'PAGE_READWRITE', 0, size, name],
      () => kernel32.CreateFileMappingW(INVALID_HANDLE_VALUE, privateSecurity(), PAGE_READWRITE, 0, size, name),
      // Where a section of that name exists, it returns a handle of that one.
      { check: (value, code) => (value === 0 || code === winerror.ERROR_ALREADY_EXISTS ? code : 0) },
    )
    if (error) {
      if (handle !== 0) closeHandle(handle)
      // ERROR_INVALID_HANDLE: the name is that of another kind of object.
      return failure(error, error.code === winerror.ERROR_INVALID_HANDLE ? 'exists' : undefined)
    }
    const mapped = mapView(kernel32, invoke, handle, at)
    if (!mapped.error) return { ok: true, value: { address: at, size, access: 'read-write', token: handle } }
    closeHandle(handle)
    return failure(mapped.error)
  }

  function open(at: Address, access: Access): Result<Mapping> {
    const found = openHandle(at, FILE_MAP_ALL_ACCESS, 'FILE_MAP_ALL_ACCESS')
    if (found.error) return failure(found.error)
    const handle = found.value
    const mapped = mapView(kernel32, invoke, handle, at)
    if (mapped.error) {
      closeHandle(handle)
      const held = queryView(kernel32, invoke, at)?.base === at
      return failure(mapped.error, held ? 'held' : undefined)
    }
    const size = queryView(kernel32, invoke, at)?.size ?? 0
    const mapping: Mapping = { address: at, size, access, token: handle }
    const refused = access === 'read' ? protectPages(kernel32, invoke, at, size, 'read') : null
    if (!refused) return { ok: true, value: mapping }
    close(mapping)
    return failure(refused)
  }

  function close({ address: at, token }: Mapping): Result<Evidence> {
    const refused = unmapView(kernel32, invoke, at)
    // ERROR_INVALID_ADDRESS: nothing is mapped there.
    if (refused) return failure(refused, 'not-found')
    const closed = closeHandle(token)
    return closed.error ? failure(closed.error) : { ok: true, value: probe(at) }
  }

  function inspect<T>(at: Address, look: (mapping: Mapping) => T): Result<T> {
    const found = openToRead(at)
    if (found.error) return failure(found.error)
    const handle = found.value
    const mapped = invoke(
      'MapViewOfFileEx',
      [handle, 'FILE_MAP_READ', 0, 0, 0, null],
      () => kernel32.MapViewOfFileEx(handle, FILE_MAP_READ, 0, 0, 0, 0),
      { show: shownAddress },
    )
    if (mapped.error) {
      closeHandle(handle)
      return failure(mapped.error)
    }
    const there = address(mapped.value)
    const size = queryView(kernel32, invoke, there)?.size ?? 0
    const value = look({ address: there, size, access: 'read', token: handle })
    unmapView(kernel32, invoke, there)
    closeHandle(handle)
    return { ok: true, value }
  }

  return {
    create,
    open,
    inspect,
    give: (mapping, target, access, tag) => give({ mapping, target, access, tag }),
    widen(mapping) {
      const refused = protectPages(kernel32, invoke, mapping.address, mapping.size, 'read-write')
      return refused ? failure(refused) : { ok: true, value: { ...mapping, access: 'read-write' } }
    },
    close,
    count: ({ token }) => ({ name: 'HandleCount', value: countHandles(token) }),
    probe,
    isFree(at, size) {
      const buffer = Buffer.alloc(MEMORY_BASIC_INFORMATION.size)
      const { value } = invoke('VirtualQuery', [hexadecimal(at), buffer.length], () =>
        kernel32.VirtualQuery(at, buffer, buffer.length),
      )
      const { state, regionSize } = MEMORY_BASIC_INFORMATION
      return value !== 0 && buffer.readUInt32LE(state) === MEM_FREE && buffer.readBigUInt64LE(regionSize) >= size
    },
    protect(from, length, protection) {
      const refused = protectPages(kernel32, invoke, from, length, protection)
      return refused ? failure(refused) : { ok: true, value: undefined }
    },
    read(from, into) {
      kernel32.copyOut(into, from, into.byteLength)
    },
    write(to, bytes) {
      kernel32.copyIn(to, bytes, bytes.byteLength)
    },
  }
}
