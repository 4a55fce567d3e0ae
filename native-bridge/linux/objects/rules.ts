/** Win32's rules about names, protections and rights, which Windows applies itself. */

import { winerror } from '../../winerror.ts'
import * as winnt from '../../winnt.ts'
import type { Kind } from './table.ts'

const LOCAL = 'Local\\'
const GLOBAL = 'Global\\'

/** As the directory knows it; a code for a name with a backslash that is no prefix's. Names differ in their case. */
export function objectName(name: string): string | number {
  const bare = name.startsWith(LOCAL) ? name.slice(LOCAL.length) : name
  const rest = bare.startsWith(GLOBAL) ? bare.slice(GLOBAL.length) : bare
  return rest.includes('\\') ? winerror.ERROR_PATH_NOT_FOUND : bare
}

const PAGE_BITS = 0xff
const { SEC_COMMIT, SEC_RESERVE, SEC_IMAGE, SEC_NOCACHE, SEC_WRITECOMBINE, SEC_LARGE_PAGES } = winnt
const protections: readonly number[] = [
  winnt.PAGE_READONLY,
  winnt.PAGE_READWRITE,
  winnt.PAGE_WRITECOPY,
  winnt.PAGE_EXECUTE_READ,
  winnt.PAGE_EXECUTE_READWRITE,
  winnt.PAGE_EXECUTE_WRITECOPY,
]

export const isWritable = (protection: number) =>
  [winnt.PAGE_READWRITE, winnt.PAGE_EXECUTE_READWRITE].includes(protection & PAGE_BITS)
export const isReserved = (protection: number) => (protection & SEC_RESERVE) !== 0

/** Why a section of the page file may not have this protection; 0 when it may. Source: CreateFileMappingW. */
export function protectionError(protection: number): number {
  if (!protections.includes(protection & PAGE_BITS)) return winerror.ERROR_INVALID_PARAMETER
  const section = (protection & ~PAGE_BITS) >>> 0
  if (section === SEC_IMAGE) return winerror.ERROR_BAD_EXE_FORMAT
  if (section === 0) return 0
  if (section === (SEC_COMMIT | SEC_LARGE_PAGES) >>> 0) return winerror.ERROR_PRIVILEGE_NOT_HELD
  const kept = (section & ~(SEC_NOCACHE | SEC_WRITECOMBINE)) >>> 0
  return kept === SEC_COMMIT || kept === SEC_RESERVE ? 0 : winerror.ERROR_INVALID_PARAMETER
}

const STANDARD = winnt.DELETE | winnt.READ_CONTROL | winnt.WRITE_DAC | winnt.WRITE_OWNER
const { SYNCHRONIZE, GENERIC_READ, GENERIC_WRITE, GENERIC_EXECUTE, GENERIC_ALL, MAXIMUM_ALLOWED } = winnt

interface Rights {
  readonly all: number
  readonly read: number
  readonly write: number
  readonly execute: number
}
const process: Rights = {
  all: winnt.PROCESS_ALL_ACCESS,
  read: winnt.PROCESS_QUERY_INFORMATION,
  write: winnt.PROCESS_DUP_HANDLE | winnt.PROCESS_TERMINATE,
  execute: winnt.PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE,
}
const rights: Record<Kind, Rights> = {
  section: {
    all: winnt.FILE_MAP_ALL_ACCESS | winnt.FILE_MAP_EXECUTE,
    read: winnt.FILE_MAP_READ | winnt.FILE_MAP_COPY,
    write: winnt.FILE_MAP_WRITE,
    execute: winnt.FILE_MAP_EXECUTE,
  },
  event: {
    all: winnt.EVENT_ALL_ACCESS,
    read: winnt.EVENT_QUERY_STATE,
    write: winnt.EVENT_MODIFY_STATE,
    execute: SYNCHRONIZE,
  },
  mutex: { all: winnt.MUTEX_ALL_ACCESS, read: winnt.MUTEX_MODIFY_STATE, write: 0, execute: SYNCHRONIZE },
  process,
  thread: process,
}

export const allAccess = (kind: Kind) => rights[kind].all

/** What is granted to who asks for `access`; a refusal for rights that objects of this kind do not have. */
export function grant(kind: Kind, access: number): { readonly granted: number } | { readonly code: number } {
  const { all, read, write, execute } = rights[kind]
  if (access & winnt.ACCESS_SYSTEM_SECURITY) return { code: winerror.ERROR_PRIVILEGE_NOT_HELD }
  let granted = access & all
  let rest = access & ~all
  for (const [generic, specific] of [
    [GENERIC_ALL, all],
    [MAXIMUM_ALLOWED, all],
    [GENERIC_READ, read | winnt.READ_CONTROL],
    [GENERIC_WRITE, write | winnt.READ_CONTROL],
    [GENERIC_EXECUTE, execute | winnt.READ_CONTROL],
  ] as const) {
    if (access & generic) granted |= specific
    rest &= ~generic
  }
  const isRefused = rest !== 0 || (granted & (all | STANDARD)) === 0
  return isRefused ? { code: winerror.ERROR_ACCESS_DENIED } : { granted }
}
