/** The lecturer’s notes in a window of their own, which the class does not see. */
import { BrowserWindow } from 'electron'
import type { Log } from './log.ts'
import { START_PAGE } from './scheme.ts'
import type { SettingsFile } from './settings.ts'
import { background } from './theme.ts'
import { watchWindow } from './trouble.ts'
import { pagePreferences } from './windows.ts'

const SIZE = { width: 760, height: 820, minWidth: 420, minHeight: 400 }

export interface NotesOptions {
  readonly preload: string
  readonly settings: SettingsFile
  readonly log: Log
}

/** Returns what opens the notes of a page, or brings them before the other windows; they close with its window. */
export function createNotes({ preload, settings, log }: NotesOptions) {
  let notes: BrowserWindow | null = null
  return async (page: string, of: BrowserWindow): Promise<void> => {
    if (notes && !notes.isDestroyed()) {
      notes.show()
      return notes.focus()
    }
    const window = new BrowserWindow({
      title: 'Notes · Sharemem',
      ...SIZE,
      backgroundColor: background(),
      webPreferences: pagePreferences(preload, settings),
    })
    notes = window
    watchWindow(window, log)
    of.once('closed', () => {
      if (!window.isDestroyed()) window.destroy()
    })
    await window.loadURL(`${START_PAGE}#notes=${page}`)
  }
}
