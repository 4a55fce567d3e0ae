/** Searches for files: FindFirstFileW and its family. */
import { FIND_DATA_SIZE } from '../find-data.ts'
import { type Answer, type FileSearches, handle } from '../kernel-objects.ts'
import { type Invoke, minusOneFails } from './invoke.ts'
import type { Kernel32 } from './kernel32.ts'

const refused = (code: number) => ({ ok: false, code }) as const

export const createFileSearches = (kernel32: Kernel32, invoke: Invoke): FileSearches => ({
  first(pattern) {
    const file = Buffer.alloc(FIND_DATA_SIZE)
    const { value, error } = invoke('FindFirstFileW', [pattern], () => kernel32.FindFirstFileW(pattern, file), {
      check: minusOneFails,
    })
    return error ? refused(error.code) : { ok: true, value: { search: handle(value), file, leftOut: 0 } }
  },
  next(search): Answer<Buffer> {
    const file = Buffer.alloc(FIND_DATA_SIZE)
    const { error } = invoke('FindNextFileW', [search], () => kernel32.FindNextFileW(search, file))
    return error ? refused(error.code) : { ok: true, value: file }
  },
  close(search) {
    const { error } = invoke('FindClose', [search], () => kernel32.FindClose(search))
    return error ? refused(error.code) : { ok: true, value: undefined }
  },
})
