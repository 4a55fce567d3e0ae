/** OS/2's calls in words. */
import { errorOf, failures } from './os2-failures.ts'
import { memoryCalls } from './os2-memory.ts'
import { processCalls } from './os2-processes.ts'
import { semaphoreCalls } from './os2-semaphores.ts'
import { windowCalls } from './os2-windows.ts'
import type { Vocabulary } from './words.ts'

export const os2: Vocabulary = {
  calls: { ...memoryCalls, ...processCalls, ...semaphoreCalls, ...windowCalls },
  failures,
  errorOf,
  usage: 'OS/2 usage count',
}
