/**
 * Stands in for the module `electron`, so that the real main process runs in plain Node: a Chromium of this machine is
 * its window. What it cannot do in earnest, such as boxes and menus, it remembers, and a test plays the person.
 */
import { listenToTest } from './control.mjs'

export { app } from './app.mjs'
export { clipboard, dialog, Menu, screen, shell } from './desktop.mjs'
export { ipcMain } from './ipc.mjs'
export { nativeTheme, protocol, session } from './sessions.mjs'
export { BrowserWindow } from './windows.mjs'

listenToTest()
