/** The window: its options, where it opens, and when it is shown. */
import { app, BrowserWindow, type WebPreferences } from 'electron'
import { THEME_ARGUMENT } from '../../contract/channels.ts'
import type { Log } from './log.ts'
import { mainWindow, noteMainWindow } from './main-window.ts'
import { keepPlace, placeOf, SIZE } from './place.ts'
import { PARTITION, START_PAGE } from './scheme.ts'
import type { SettingsFile } from './settings.ts'
import { background } from './theme.ts'
import { watchWindow } from './trouble.ts'

/** After so many milliseconds a window is shown whose page has not said that it is drawn: none stays invisible. */
const PATIENCE = 5000

/** The page is drawn; or it has taken too long. */
export function showDrawn(window: BrowserWindow, { current }: SettingsFile): void {
  if (window.isVisible()) return
  if (current.window?.maximized) window.maximize()
  window.show()
}

/** Brings the window before the others, for whoever has started the app again. */
export function bringForward(): void {
  const window = mainWindow()
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** What shows one of our own pages: isolated, sandboxed and without Node. */
export const pagePreferences = (preload: string, { current }: SettingsFile): WebPreferences => ({
  preload,
  additionalArguments: [`${THEME_ARGUMENT}${current.theme}`],
  partition: PARTITION,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  // It would fetch dictionaries.
  spellcheck: false,
  devTools: !app.isPackaged,
})

export interface WindowOptions {
  readonly preload: string
  /** Whether to begin in presenter mode. */
  readonly present?: boolean
  readonly settings: SettingsFile
  readonly log: Log
}

export async function openWindow({ preload, present = false, settings, log }: WindowOptions): Promise<void> {
  const was = placeOf(settings)
  const window = new BrowserWindow({
    title: 'Sharemem',
    ...SIZE,
    ...(was && { x: was.x, y: was.y, width: was.width, height: was.height }),
    backgroundColor: background(),
    // Shown with its first picture, so that no empty window flashes.
    show: false,
    webPreferences: pagePreferences(preload, settings),
  })
  noteMainWindow(window)
  keepPlace(window, settings)
  watchWindow(window, log)
  const late = setTimeout(showDrawn, PATIENCE, window, settings)
  window.once('show', () => clearTimeout(late))
  window.once('closed', () => clearTimeout(late))
  await window.loadURL(present ? `${START_PAGE}#present` : START_PAGE)
}
