/** Opens the person's browser, where there is one; its absence is no failure, since the address is printed as well. */
import { spawn } from 'node:child_process'
import { createRedirect, type Redirect } from './address-file.ts'

export interface Opener {
  readonly program: string
  /** What comes before the page on its command line. */
  readonly args: readonly string[]
}

/** Null where there is no screen to open a browser on. */
export function openerFor(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): Opener | null {
  if (platform === 'win32') return { program: 'rundll32', args: ['url.dll,FileProtocolHandler'] }
  if (platform === 'darwin') return { program: 'open', args: [] }
  const display = environment.DISPLAY || environment.WAYLAND_DISPLAY
  return display ? { program: 'xdg-open', args: [] } : null
}

/** Opens a page that leads to the address. Returns what removes that page again. */
export function openBrowser(url: string): () => void {
  const opener = openerFor(process.platform, process.env)
  const redirect = opener && tryRedirect(url)
  if (!redirect) return () => {}
  const args = [...opener.args, redirect.page]
  const child = spawn(opener.program, args, { detached: true, stdio: 'ignore', windowsHide: true })
  child.on('error', () => {})
  child.unref()
  return redirect.remove
}

/** Null where there is no room for it. */
function tryRedirect(url: string): Redirect | null {
  try {
    return createRedirect(url)
  } catch {
    return null
  }
}
