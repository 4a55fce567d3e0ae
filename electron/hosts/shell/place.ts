/** Where the window was when it was closed, and where it opens again. */
import { type BrowserWindow, screen } from 'electron'
import type { Place, SettingsFile } from './settings.ts'

export const SIZE = { width: 1440, height: 900, minWidth: 960, minHeight: 600 }

/** How much of it must be on a screen so that a person can take hold of it, in pixels. */
const VISIBLE = 100

/** Where it is to open: where it was, if there is still a screen. */
export function placeOf({ current }: SettingsFile): Place | null {
  const { window: was } = current
  if (!was) return null
  const seen = screen.getAllDisplays().some(({ workArea }) => {
    const width = Math.min(was.x + was.width, workArea.x + workArea.width) - Math.max(was.x, workArea.x)
    // Its title bar, at the top, is what it is moved by.
    return width >= VISIBLE && was.y >= workArea.y && was.y <= workArea.y + workArea.height - VISIBLE
  })
  return seen ? was : null
}

export function keepPlace(window: BrowserWindow, settings: SettingsFile): void {
  window.on('close', () => {
    settings.change({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } })
  })
}
