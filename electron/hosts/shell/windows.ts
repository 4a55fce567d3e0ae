/** The window: its options, and what happens when its page crashes. */
import { app, BrowserWindow, dialog } from 'electron'
import { PARTITION, START_PAGE } from './scheme.ts'

const RELOAD = 'Load it again'
const CLOSE = 'Close the window'

/** `present` begins in presenter mode. */
export async function openWindow(preload: string, present = false): Promise<void> {
  const window = new BrowserWindow({
    title: 'Sharemem',
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    // Shown with its first picture, so that no empty window flashes.
    show: false,
    webPreferences: {
      preload,
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
    },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void offerReload(window, reason)
  })
  await window.loadURL(present ? `${START_PAGE}#present` : START_PAGE)
}

/** The run itself goes on: it lives in this process, and a page that returns gets it as a snapshot. */
async function offerReload(window: BrowserWindow, reason: string): Promise<void> {
  const buttons = [RELOAD, CLOSE]
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The page of this window has ended.',
    detail: `Electron says: ${reason}. The run itself is not touched.`,
    buttons,
    defaultId: buttons.indexOf(RELOAD),
    cancelId: buttons.indexOf(CLOSE),
  })
  if (window.isDestroyed()) return
  if (buttons[response] === RELOAD) window.webContents.reload()
  else window.destroy()
}
