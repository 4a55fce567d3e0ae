/** GetLastError's codes by name, and what they mean to the neutral interface. */
import type { Failure, KernelError, Reason } from '../native.ts'
import { winerror, winerrorName } from '../winerror.ts'

export { winerror }

export const kernelError = (code: number): KernelError => ({ code, name: winerrorName(code) })

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
