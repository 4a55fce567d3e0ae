/** File mappings and their views. Source: Windows SDK, CreateFileMappingW, OpenFileMappingW, MapViewOfFileEx. */
import type { Handle, KernelObjects } from '../kernel-objects.ts'
import type { Scalar, Tracer } from '../trace.ts'
import { hexadecimal, now } from '../units.ts'
import { usesName } from '../uses.ts'
import { type Caller, shownHandle, unsigned } from './caller.ts'
import { ERROR_ACCESS_DENIED, NO_ERROR } from './errors.ts'
import { INVALID_HANDLE_VALUE, mapAccessNames, protectionNames } from './flags.ts'
import type { Identities } from './identities.ts'
import { createNamed } from './named.ts'
import type { Records } from './records.ts'
import type { HeldViews } from './views.ts'

export interface MappingCalls {
  /**
   * Creates a section of the page file (`hFile` INVALID_HANDLE_VALUE), filled with zeros. Where the name is in use it
   * returns a handle of the section that has it, as large as that is, and GetLastError tells 183. NULL (0) for a
   * failure: 3, 5, 6, 8 or 87.
   */
  CreateFileMapping(
    hFile: number,
    lpFileMappingAttributes: null,
    flProtect: number,
    dwMaximumSizeHigh: number,
    dwMaximumSizeLow: number,
    lpName: string | null,
  ): Handle
  /** NULL (0) for a failure: 2, 3, 5, 6 or 87. */
  OpenFileMapping(dwDesiredAccess: number, bInheritHandle: boolean, lpName: string | null): Handle
  /**
   * Maps `dwNumberOfBytesToMap` bytes of a section, all from the offset on for 0, in whole pages. Returns the view's
   * address, or NULL (0): 5, 6, 8, 87 or 1132.
   */
  MapViewOfFile(
    hFileMappingObject: Handle,
    dwDesiredAccess: number,
    dwFileOffsetHigh: number,
    dwFileOffsetLow: number,
    dwNumberOfBytesToMap: number,
  ): number
  /** The same at an address, unless that is NULL (0); 487 where something lies there. */
  MapViewOfFileEx(
    hFileMappingObject: Handle,
    dwDesiredAccess: number,
    dwFileOffsetHigh: number,
    dwFileOffsetLow: number,
    dwNumberOfBytesToMap: number,
    lpBaseAddress: number,
  ): number
  /** FALSE for an address that lies in no view: 487. */
  UnmapViewOfFile(lpBaseAddress: number): boolean
  /** FALSE for an address that lies in no view: 487. */
  FlushViewOfFile(lpBaseAddress: number, dwNumberOfBytesToFlush: number): boolean
}

const HIGH = 2 ** 32
const shownPointer = (value: number) => (value === 0 ? 'NULL' : hexadecimal(value))

const GLOBAL = 'Global\\'
const withoutPrivilege =
  'On Windows only a process with the privilege SeCreateGlobalPrivilege can create a section in Global\\: services and administrators have it.'

export interface MappingParts {
  readonly objects: KernelObjects
  readonly isLinux: boolean
  readonly tracer: Tracer
  readonly caller: Caller
  readonly identities: Identities
  readonly views: HeldViews
  readonly records: Records
}

export function createMappingCalls(parts: MappingParts): MappingCalls {
  const { objects, isLinux, tracer, caller, identities, views, records } = parts
  const { call, succeeded, told, done } = caller
  const named = createNamed(caller, identities, records, 'mapping')

  /** What the name alone does not show: Linux has no such privilege. */
  function tellOfPrivilege(name: string | null, code: number) {
    if (!name?.startsWith(GLOBAL) || (code !== ERROR_ACCESS_DENIED && !isLinux)) return
    tracer.record({ kind: 'note', t: now(), text: withoutPrivilege })
  }

  function create(file: number, protection: number, size: number, name: string | null) {
    const made = objects.createSection(file, protection, size, name)
    if (!made.ok || !made.value.existed) tellOfPrivilege(name, made.ok ? NO_ERROR : made.code)
    return named.made(made, name)
  }

  function map(section: Handle, access: number, offset: number, size: number, at: number) {
    const object = identities.nameOf(section)
    const mapped = objects.map(section, access, offset, size, at)
    if (!mapped.ok) return told(0, mapped.code, { object })
    const view = { ...mapped.value, object: object ?? shownHandle(section) }
    views.add(view)
    records.mapped(view.object)
    return succeeded(view.address, { object: view.object, out: { returned: hexadecimal(view.address) } })
  }

  function unmap(address: number) {
    const view = views.find(address)
    const t = now()
    const unmapped = objects.unmap(address)
    if (unmapped.ok && view) {
      views.remove(view)
      records.unmapped(t, view.object, unmapped.value)
    }
    return done(unmapped, { object: view?.object })
  }

  function mapCall(
    name: string,
    of: Handle,
    mask: number,
    [high, low]: readonly [number, number],
    size: number,
    at?: number,
  ) {
    const access = unsigned(mask)
    const shown: Record<string, Scalar> = {
      hFileMappingObject: shownHandle(of),
      dwDesiredAccess: mapAccessNames(access),
      dwFileOffsetHigh: high,
      dwFileOffsetLow: low,
      dwNumberOfBytesToMap: size,
      ...(at !== undefined && { lpBaseAddress: shownPointer(at) }),
    }
    return call(
      name,
      shown,
      () => map(of, access, unsigned(high) * HIGH + unsigned(low), size, at ?? 0),
      usesName('read', identities.nameOf(of)),
    )
  }

  return {
    CreateFileMapping(hFile, lpFileMappingAttributes, flProtect, dwMaximumSizeHigh, dwMaximumSizeLow, lpName) {
      const protection = unsigned(flProtect)
      const shown = {
        hFile: hFile === INVALID_HANDLE_VALUE ? 'INVALID_HANDLE_VALUE' : hexadecimal(hFile),
        lpFileMappingAttributes,
        flProtect: protectionNames(protection),
        ...{ dwMaximumSizeHigh, dwMaximumSizeLow, lpName },
      }
      const size = unsigned(dwMaximumSizeHigh) * HIGH + unsigned(dwMaximumSizeLow)
      return call(
        'CreateFileMapping',
        shown,
        () => create(hFile, protection, size, lpName),
        usesName('write', lpName),
      )
    },
    OpenFileMapping(dwDesiredAccess, bInheritHandle, lpName) {
      const access = unsigned(dwDesiredAccess)
      const shown = { dwDesiredAccess: mapAccessNames(access), bInheritHandle, lpName }
      return call(
        'OpenFileMapping',
        shown,
        () => named.opened(lpName, (name) => objects.openSection(access, bInheritHandle, name)),
        usesName('read', lpName),
      )
    },
    MapViewOfFile: (of, access, high, low, size) => mapCall('MapViewOfFile', of, access, [high, low], size),
    MapViewOfFileEx: (of, access, high, low, size, at) =>
      mapCall('MapViewOfFileEx', of, access, [high, low], size, at),
    UnmapViewOfFile: (lpBaseAddress) =>
      call(
        'UnmapViewOfFile',
        { lpBaseAddress: shownPointer(lpBaseAddress) },
        () => unmap(lpBaseAddress),
        usesName('free', views.find(lpBaseAddress)?.object),
      ),
    FlushViewOfFile: (lpBaseAddress, dwNumberOfBytesToFlush) =>
      call('FlushViewOfFile', { lpBaseAddress: shownPointer(lpBaseAddress), dwNumberOfBytesToFlush }, () =>
        done(objects.flush(lpBaseAddress, dwNumberOfBytesToFlush), { object: views.find(lpBaseAddress)?.object }),
      ),
  }
}
