/** One process of this user at a time: a named mutex, which Windows takes back from an owner that dies. */
import type { Exclusive } from '../native.ts'
import { WAIT_OBJECT_0 } from '../winnt.ts'
import { failure, winerror } from './errors.ts'
import type { Invoke } from './invoke.ts'
import { type Kernel32, WAIT_ABANDONED } from './kernel32.ts'
import { privateSecurity } from './security.ts'

const NAME = 'Local\\sharemem.lock'
/** In milliseconds. Who has the lock makes a few calls: when it is not free by then, its owner was stopped. */
const PATIENCE = 2000

/** A thread that has the lock may take it again. */
export function createLock(kernel32: Kernel32, invoke: Invoke): Exclusive {
  const close = (handle: number) => invoke('CloseHandle', [handle], () => kernel32.CloseHandle(handle))

  return (body) => {
    const { value: handle, error } = invoke('CreateMutexW', ['this user only', false, NAME], () =>
      kernel32.CreateMutexW(privateSecurity(), 0, NAME),
    )
    if (error) return failure(error)
    const waited = invoke(
      'WaitForSingleObject',
      [handle, PATIENCE],
      () => kernel32.WaitForSingleObject(handle, PATIENCE),
      { check: (value) => (value === WAIT_OBJECT_0 || value === WAIT_ABANDONED ? 0 : winerror.WAIT_TIMEOUT) },
    )
    if (waited.error) {
      close(handle)
      return failure(waited.error, 'busy')
    }
    try {
      return body()
    } finally {
      invoke('ReleaseMutex', [handle], () => kernel32.ReleaseMutex(handle))
      close(handle)
    }
  }
}
