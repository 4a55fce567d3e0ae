/** Win32's own answers: what a call returned, or what GetLastError told. */
import { type Answer, type Handle, handle, type Made } from '../../kernel-objects.ts'
import { winerror } from '../../winerror.ts'
import type { Returned } from '../invoke.ts'

export const refused = (code: number) => ({ ok: false, code }) as const

export const done = ({ error }: Returned): Answer<void> =>
  error ? refused(error.code) : { ok: true, value: undefined }

/** For calls that return a handle of an older object of that name, where there is one, and tell so. */
export const madeOrFound = (value: number, code: number) => (value === 0 ? code : 0)

/** The handles that were opened here: a thread that ends before its process closes them itself. */
export function createOpened(close: (handle: number) => void) {
  const opened = new Set<number>()
  return {
    opened({ value, error }: Returned): Answer<Handle> {
      if (error) return refused(error.code)
      opened.add(value)
      return { ok: true, value: handle(value) }
    },
    /** `lastError` is what GetLastError told, also after a success. */
    made({ value, error }: Returned, lastError: number): Answer<Made> {
      if (error) return refused(error.code)
      opened.add(value)
      return {
        ok: true,
        value: { handle: handle(value), existed: lastError === winerror.ERROR_ALREADY_EXISTS },
      }
    },
    add: (value: number) => opened.add(value),
    closed: (value: number) => opened.delete(value),
    closeAll() {
      for (const value of opened) close(value)
      opened.clear()
    },
  }
}
export type Opened = ReturnType<typeof createOpened>
