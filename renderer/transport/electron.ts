/** The service over Electron's IPC, as the preload script offers it to the page. */
import type { ServiceClient } from '../../electron/contract/service.ts'

declare global {
  interface Window {
    /** Absent outside Electron. */
    readonly sharemem?: ServiceClient
  }
}

export const electronClient = (): ServiceClient | null => window.sharemem ?? null
