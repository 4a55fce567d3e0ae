/** The window of the screen; the notes of a lesson have one of their own. */
import type { BrowserWindow } from 'electron'

let main: BrowserWindow | undefined

/** From its opening until it is closed. */
export function noteMainWindow(window: BrowserWindow): void {
  main = window
  window.once('closed', () => {
    if (main === window) main = undefined
  })
}

/** Undefined while there is none. */
export const mainWindow = (): BrowserWindow | undefined => main
