/** Error numbers by name, and what they mean to the neutral interface. */
import { koffi } from '../koffi.ts'
import type { Failure, KernelError, Reason } from '../native.ts'

export const errno = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EINTR: 4,
  E2BIG: 7,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  EEXIST: 17,
  EINVAL: 22,
  EFBIG: 27,
  ENOSPC: 28,
  ERANGE: 34,
  ENOSYS: 38,
  ENOMSG: 42,
  EIDRM: 43,
} as const

const names = new Map<number, string>(Object.entries(errno).map(([name, code]) => [code, name]))

export const nameOf = (code: number) => names.get(code) ?? `errno ${code}`

/** The calling thread's error number; must be read right after the call that failed. */
export function lastError(): KernelError {
  const code = koffi().errno()
  return { code, name: nameOf(code) }
}

const reasons = new Map<number, Reason>([
  [errno.EEXIST, 'exists'],
  [errno.ENOENT, 'not-found'],
  [errno.EIDRM, 'not-found'],
  [errno.EINVAL, 'not-found'],
  [errno.EACCES, 'access-denied'],
  [errno.EPERM, 'access-denied'],
  [errno.ENOMEM, 'no-memory'],
  [errno.ENOSPC, 'no-memory'],
  [errno.ESRCH, 'no-process'],
  [errno.EAGAIN, 'queue-full'],
])

/** `as` is for calls where the error number alone does not tell. */
export const failure = (error: KernelError, as?: Reason): Failure => ({
  ok: false,
  reason: as ?? reasons.get(error.code) ?? 'refused',
  error,
})
