/** What a test file has put in the place of globals and timers is taken back for the next: they share a process. A set-up of Vitest. */
import { afterAll, vi } from 'vitest'

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})
