/** The visible window as one that other processes post to, for who names it in place of a window of its own. */
import type { BrowserWindow } from 'electron'
import type { Frame } from '../../supervisor/frame.ts'
import { numberOf } from './handle.ts'
import { mainWindow } from './main-window.ts'

/** A parameter is as wide as a pointer, and little-endian; participants post 32 bits. */
const lower = (parameter: Buffer) => parameter.readUInt32LE()

function frameOf(window: BrowserWindow): Frame {
  return {
    handle: numberOf(window),
    listen(ids, heard) {
      for (const id of ids) {
        window.hookWindowMessage(id, (wParam, lParam) => heard({ id, mp1: lower(wParam), mp2: lower(lParam) }))
      }
      return () => {
        if (!window.isDestroyed()) for (const id of ids) window.unhookWindowMessage(id)
      }
    },
  }
}

/** Null while there is no window, and where none can be told what is posted to it: Electron can on Windows alone. */
export function theFrame(): Frame | null {
  const window = mainWindow()
  return window && 'hookWindowMessage' in window ? frameOf(window) : null
}
