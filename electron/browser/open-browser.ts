/** Opens the person's browser, where there is one; its absence is no failure, since the address is printed as well. */
import { spawn } from 'node:child_process'

export interface Opener {
  readonly program: string
  readonly args: readonly string[]
}

/** Null where there is no screen to open a browser on. */
export function openerFor(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, url: string): Opener | null {
  if (platform === 'win32') return { program: 'rundll32', args: ['url.dll,FileProtocolHandler', url] }
  if (platform === 'darwin') return { program: 'open', args: [url] }
  const display = environment.DISPLAY || environment.WAYLAND_DISPLAY
  return display ? { program: 'xdg-open', args: [url] } : null
}

export function openBrowser(url: string): void {
  const opener = openerFor(process.platform, process.env, url)
  if (!opener) return
  const child = spawn(opener.program, opener.args, { detached: true, stdio: 'ignore', windowsHide: true })
  child.on('error', () => {})
  child.unref()
}
