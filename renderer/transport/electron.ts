/** The service over Electron's IPC and the desktop's shell, as the preload script offers them to the page. */
import type { Desktop } from '../../electron/contract/desktop.ts'
import type { ServiceClient } from '../../electron/contract/service.ts'

declare global {
  interface Window {
    /** Absent outside Electron. */
    readonly sharemem?: ServiceClient
    readonly desktop?: Desktop
  }
}

export const electronClient = (): ServiceClient | null => window.sharemem ?? null

/** Null in a browser, and where there is no page at all. */
export const desktop = (): Desktop | null => globalThis.window?.desktop ?? null
