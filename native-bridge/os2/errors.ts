/** OS/2 error codes with their names, from bseerr.h and pmerr.h. */
import type { Failure, Reason } from '../native.ts'

const apiErrors = {
  NO_ERROR: 0,
  ERROR_INVALID_FUNCTION: 1,
  ERROR_FILE_NOT_FOUND: 2,
  ERROR_ACCESS_DENIED: 5,
  ERROR_INVALID_HANDLE: 6,
  ERROR_NOT_ENOUGH_MEMORY: 8,
  ERROR_INVALID_DATA: 13,
  ERROR_INVALID_PARAMETER: 87,
  ERROR_INTERRUPT: 95,
  ERROR_TOO_MANY_SEM_REQUESTS: 103,
  ERROR_SEM_OWNER_DIED: 105,
  ERROR_INVALID_NAME: 123,
  ERROR_WAIT_NO_CHILDREN: 128,
  ERROR_CHILD_NOT_COMPLETE: 129,
  ERROR_ALREADY_EXISTS: 183,
  ERROR_NO_CHILD_PROCESS: 184,
  ERROR_SEM_NOT_FOUND: 187,
  ERROR_MORE_DATA: 234,
  ERROR_DUPLICATE_NAME: 285,
  ERROR_NOT_OWNER: 288,
  ERROR_TOO_MANY_HANDLES: 290,
  ERROR_TOO_MANY_OPENS: 291,
  ERROR_TOO_MANY_POSTS: 298,
  ERROR_ALREADY_POSTED: 299,
  ERROR_ALREADY_RESET: 300,
  ERROR_SEM_BUSY: 301,
  ERROR_INVALID_PROCID: 303,
  ERROR_TS_WAKEUP: 322,
  ERROR_INVALID_ADDRESS: 487,
  ERROR_TIMEOUT: 640,
  ERROR_CROSSES_OBJECT_BOUNDARY: 32798,
} as const

export const {
  NO_ERROR,
  ERROR_INVALID_FUNCTION,
  ERROR_FILE_NOT_FOUND,
  ERROR_ACCESS_DENIED,
  ERROR_INVALID_HANDLE,
  ERROR_NOT_ENOUGH_MEMORY,
  ERROR_INVALID_DATA,
  ERROR_INVALID_PARAMETER,
  ERROR_INTERRUPT,
  ERROR_TOO_MANY_SEM_REQUESTS,
  ERROR_SEM_OWNER_DIED,
  ERROR_INVALID_NAME,
  ERROR_WAIT_NO_CHILDREN,
  ERROR_CHILD_NOT_COMPLETE,
  ERROR_ALREADY_EXISTS,
  ERROR_NO_CHILD_PROCESS,
  ERROR_SEM_NOT_FOUND,
  ERROR_MORE_DATA,
  ERROR_DUPLICATE_NAME,
  ERROR_NOT_OWNER,
  ERROR_TOO_MANY_HANDLES,
  ERROR_TOO_MANY_OPENS,
  ERROR_TOO_MANY_POSTS,
  ERROR_ALREADY_POSTED,
  ERROR_ALREADY_RESET,
  ERROR_SEM_BUSY,
  ERROR_INVALID_PROCID,
  ERROR_TS_WAKEUP,
  ERROR_INVALID_ADDRESS,
  ERROR_TIMEOUT,
  ERROR_CROSSES_OBJECT_BOUNDARY,
} = apiErrors

const names = new Map<number, string>(Object.entries(apiErrors).map(([name, code]) => [code, name]))

export const errorName = (code: number) => names.get(code) ?? `ERROR_${code}`

/** Presentation Manager's errors, which WinGetLastError tells after a call returned FALSE or NULLHANDLE. */
export type PmError = { readonly code: number; readonly name: string }
export const PMERR_INVALID_HWND: PmError = { code: 0x1001, name: 'PMERR_INVALID_HWND' }
export const PMERR_QUEUE_TOO_LARGE: PmError = { code: 0x1018, name: 'PMERR_QUEUE_TOO_LARGE' }
export const PMERR_PARAMETER_OUT_OF_RANGE: PmError = { code: 0x1003, name: 'PMERR_PARAMETER_OUT_OF_RANGE' }
export const PMERR_HEAP_MAX_SIZE_REACHED: PmError = { code: 0x1012, name: 'PMERR_HEAP_MAX_SIZE_REACHED' }
export const PMERR_QUEUE_FULL: PmError = { code: 0x1038, name: 'PMERR_QUEUE_FULL' }
export const PMERR_MSG_QUEUE_ALREADY_EXISTS: PmError = { code: 0x1052, name: 'PMERR_MSG_QUEUE_ALREADY_EXISTS' }

const codes: Record<Reason, number> = {
  exists: ERROR_ALREADY_EXISTS,
  'not-found': ERROR_INVALID_ADDRESS,
  'address-taken': ERROR_INVALID_ADDRESS,
  // What is held will be known here soon: the call was made too early.
  held: ERROR_INTERRUPT,
  'access-denied': ERROR_ACCESS_DENIED,
  'no-memory': ERROR_NOT_ENOUGH_MEMORY,
  'no-process': ERROR_INVALID_PROCID,
  'queue-full': ERROR_NOT_ENOUGH_MEMORY,
  'queue-gone': ERROR_INVALID_ADDRESS,
  'not-owner': ERROR_NOT_OWNER,
  busy: ERROR_INTERRUPT,
  refused: ERROR_INVALID_PARAMETER,
}

/** The error code that OS/2's memory calls return for a kernel's failure. */
export const errorOf = (failure: Failure) => codes[failure.reason]
