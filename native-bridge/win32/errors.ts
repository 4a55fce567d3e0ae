/** GetLastError's codes by name, and what they mean to the neutral interface. */
import type { Failure, KernelError, Reason } from '../native.ts'

export const winerror = {
  ERROR_FILE_NOT_FOUND: 2,
  ERROR_PATH_NOT_FOUND: 3,
  ERROR_ACCESS_DENIED: 5,
  ERROR_INVALID_HANDLE: 6,
  ERROR_NOT_ENOUGH_MEMORY: 8,
  ERROR_OUTOFMEMORY: 14,
  ERROR_INVALID_PARAMETER: 87,
  ERROR_BROKEN_PIPE: 109,
  ERROR_DISK_FULL: 112,
  ERROR_SEM_TIMEOUT: 121,
  ERROR_ALREADY_EXISTS: 183,
  ERROR_BAD_PIPE: 230,
  ERROR_PIPE_BUSY: 231,
  ERROR_NO_DATA: 232,
  ERROR_PIPE_NOT_CONNECTED: 233,
  ERROR_MORE_DATA: 234,
  WAIT_TIMEOUT: 258,
  ERROR_NOT_OWNER: 288,
  ERROR_INVALID_ADDRESS: 487,
  ERROR_PIPE_CONNECTED: 535,
  ERROR_MAPPED_ALIGNMENT: 1132,
  ERROR_MESSAGE_SYNC_ONLY: 1159,
  ERROR_INVALID_WINDOW_HANDLE: 1400,
  ERROR_CANNOT_FIND_WND_CLASS: 1407,
  ERROR_CLASS_ALREADY_EXISTS: 1410,
  ERROR_INVALID_THREAD_ID: 1444,
  ERROR_COMMITMENT_LIMIT: 1455,
  ERROR_NOT_ENOUGH_QUOTA: 1816,
} as const

const names = new Map<number, string>(Object.entries(winerror).map(([name, code]) => [code, name]))

export const kernelError = (code: number): KernelError => ({ code, name: names.get(code) ?? `error ${code}` })

const reasons = new Map<number, Reason>([
  [winerror.ERROR_FILE_NOT_FOUND, 'not-found'],
  [winerror.ERROR_PATH_NOT_FOUND, 'not-found'],
  [winerror.ERROR_INVALID_HANDLE, 'not-found'],
  [winerror.ERROR_INVALID_WINDOW_HANDLE, 'not-found'],
  [winerror.ERROR_INVALID_THREAD_ID, 'not-found'],
  [winerror.ERROR_ALREADY_EXISTS, 'exists'],
  [winerror.ERROR_ACCESS_DENIED, 'access-denied'],
  [winerror.ERROR_NOT_ENOUGH_MEMORY, 'no-memory'],
  [winerror.ERROR_OUTOFMEMORY, 'no-memory'],
  [winerror.ERROR_DISK_FULL, 'no-memory'],
  [winerror.ERROR_COMMITMENT_LIMIT, 'no-memory'],
  [winerror.ERROR_INVALID_ADDRESS, 'address-taken'],
  [winerror.ERROR_NOT_ENOUGH_QUOTA, 'queue-full'],
])

/** `as` is for calls where the code alone does not tell. */
export const failure = (error: KernelError, as?: Reason): Failure => ({
  ok: false,
  reason: as ?? reasons.get(error.code) ?? 'refused',
  error,
})
