/** Win32's calls in words. Source: Windows SDK, winbase.h and the pages of its functions. */
import { errorOf, failures } from './winapi-failures.ts'
import { fileCalls } from './winapi-files.ts'
import { memoryCalls } from './winapi-memory.ts'
import { processCalls } from './winapi-processes.ts'
import { syncCalls } from './winapi-sync.ts'
import type { Vocabulary } from './words.ts'

export const winapi: Vocabulary = {
  calls: { ...memoryCalls, ...syncCalls, ...processCalls, ...fileCalls },
  failures,
  errorOf,
  usage: 'processes that hold it',
}
