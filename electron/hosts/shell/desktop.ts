/** What makes the window an app of its desktop: menu, recordings, colours, and a second start of it. */
import { join } from 'node:path'
import { app, BrowserWindow, shell, type WebContents } from 'electron'
import type { DesktopCommand, PageMessage } from '../../contract/desktop.ts'
import type { Platform } from '../../contract/trace.ts'
import { showAbout } from './about.ts'
import type { Log } from './log.ts'
import { setupMenu } from './menu.ts'
import { createNotes } from './notes.ts'
import { setupPage } from './page.ts'
import { createRecordings, setupSaving } from './recordings.ts'
import type { SettingsFile } from './settings.ts'
import { chooseTheme, setupTheme } from './theme.ts'
import { showDrawn } from './windows.ts'

/** As the installer writes it into the start menu: the taskbar puts the two together. */
export const APP_ID = 'org.sharemem.app'

export interface DesktopOptions {
  readonly preload: string
  readonly settings: SettingsFile
  readonly log: Log
  readonly platform: () => Platform
}

/** Where the app keeps what is its user's. */
export const userFile = (name: string) => join(app.getPath('userData'), name)

/** Once Electron is ready. Returns what opens recordings. */
export function setupDesktop({
  preload,
  settings,
  log,
  platform,
}: DesktopOptions): (paths: readonly string[]) => void {
  let commands: readonly DesktopCommand[] = []
  const openNotes = createNotes({ preload, settings, log })

  function heard(message: PageMessage, contents: WebContents) {
    const window = BrowserWindow.fromWebContents(contents)
    switch (message.type) {
      case 'theme':
        chooseTheme(message.theme)
        return settings.change({ theme: message.theme })
      case 'notes':
        if (window) openNotes(message.page, window).catch(log.report)
        return
      case 'ready':
        commands = message.commands
        showMenu()
        if (window) showDrawn(window, settings)
    }
  }
  const tell = setupPage({ heard, report: log.report })
  const recordings = createRecordings({ settings, tell, changed: showMenu })
  const open = (path: string) => void recordings.open(path).catch(log.report)

  function showMenu() {
    setupMenu({
      commands,
      recent: settings.current.recent,
      run: (id) => tell({ type: 'command', id }),
      choose: () => void recordings.choose().catch(log.report),
      open,
      forgetRecent: recordings.forgetRecent,
      showLog: () => shell.showItemInFolder(log.file),
      about: () => void showAbout(platform()).catch(log.report),
    })
  }
  setupTheme(settings.current.theme)
  setupSaving()
  showMenu()
  return (paths) => paths.forEach(open)
}
