/** OS/2 error codes with their names, from bseerr.h and pmerr.h. */
import type { Failure, Reason } from '../native.ts'

export const NO_ERROR = 0
export const ERROR_FILE_NOT_FOUND = 2
export const ERROR_ACCESS_DENIED = 5
export const ERROR_NOT_ENOUGH_MEMORY = 8
export const ERROR_INVALID_DATA = 13
export const ERROR_INVALID_PARAMETER = 87
export const ERROR_INVALID_NAME = 123
export const ERROR_WAIT_NO_CHILDREN = 128
export const ERROR_CHILD_NOT_COMPLETE = 129
export const ERROR_ALREADY_EXISTS = 183
export const ERROR_MORE_DATA = 234
export const ERROR_INVALID_PROCID = 303
export const ERROR_INVALID_ADDRESS = 487

const names = new Map<number, string>([
  [NO_ERROR, 'NO_ERROR'],
  [ERROR_FILE_NOT_FOUND, 'ERROR_FILE_NOT_FOUND'],
  [ERROR_ACCESS_DENIED, 'ERROR_ACCESS_DENIED'],
  [ERROR_NOT_ENOUGH_MEMORY, 'ERROR_NOT_ENOUGH_MEMORY'],
  [ERROR_INVALID_DATA, 'ERROR_INVALID_DATA'],
  [ERROR_INVALID_PARAMETER, 'ERROR_INVALID_PARAMETER'],
  [ERROR_INVALID_NAME, 'ERROR_INVALID_NAME'],
  [ERROR_WAIT_NO_CHILDREN, 'ERROR_WAIT_NO_CHILDREN'],
  [ERROR_CHILD_NOT_COMPLETE, 'ERROR_CHILD_NOT_COMPLETE'],
  [ERROR_ALREADY_EXISTS, 'ERROR_ALREADY_EXISTS'],
  [ERROR_MORE_DATA, 'ERROR_MORE_DATA'],
  [ERROR_INVALID_PROCID, 'ERROR_INVALID_PROCID'],
  [ERROR_INVALID_ADDRESS, 'ERROR_INVALID_ADDRESS'],
])

export const errorName = (code: number) => names.get(code) ?? `ERROR_${code}`

/** Presentation Manager's errors, which WinGetLastError tells after a call returned FALSE or NULLHANDLE. */
export type PmError = { readonly code: number; readonly name: string }
export const PMERR_INVALID_HWND: PmError = { code: 0x1001, name: 'PMERR_INVALID_HWND' }
export const PMERR_HEAP_MAX_SIZE_REACHED: PmError = { code: 0x1012, name: 'PMERR_HEAP_MAX_SIZE_REACHED' }
export const PMERR_QUEUE_FULL: PmError = { code: 0x1038, name: 'PMERR_QUEUE_FULL' }
export const PMERR_MSG_QUEUE_ALREADY_EXISTS: PmError = { code: 0x1052, name: 'PMERR_MSG_QUEUE_ALREADY_EXISTS' }

const codes: Record<Reason, number> = {
  exists: ERROR_ALREADY_EXISTS,
  'not-found': ERROR_INVALID_ADDRESS,
  'address-taken': ERROR_INVALID_ADDRESS,
  'access-denied': ERROR_ACCESS_DENIED,
  'no-memory': ERROR_NOT_ENOUGH_MEMORY,
  'no-process': ERROR_INVALID_PROCID,
  'queue-full': ERROR_NOT_ENOUGH_MEMORY,
  'queue-gone': ERROR_INVALID_ADDRESS,
  refused: ERROR_INVALID_PARAMETER,
}

/** The error code that OS/2's memory calls return for a kernel's failure. */
export const errorOf = (failure: Failure) => codes[failure.reason]
