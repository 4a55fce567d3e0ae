import { beforeEach, expect, test, vi } from 'vitest'
import { app, dialog, FakeBrowserWindow, firstWindow, resetElectron } from './fake-electron.ts'
import { setupNavigation } from './navigation.ts'
import { openWindow } from './windows.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

beforeEach(() => {
  resetElectron()
  app.makeReady()
})

test('the window is isolated, sandboxed and without Node', async () => {
  await openWindow('/built/preload.cjs')
  expect(firstWindow().options.webPreferences).toEqual({
    preload: '/built/preload.cjs',
    partition: 'sharemem',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: true,
  })
})

test('a packed app has no developer tools', async () => {
  app.isPackaged = true
  await openWindow('/built/preload.cjs')
  expect(firstWindow().options.webPreferences?.devTools).toBe(false)
})

test('it shows our page, once there is something to see', async () => {
  const opening = openWindow('/built/preload.cjs')
  expect(firstWindow().options.show).toBe(false)
  await opening
  expect(firstWindow().webContents.mainFrame.url).toBe('app://sharemem/')
  expect(firstWindow().visible).toBe(true)
})

test('no page leads anywhere else', async () => {
  setupNavigation()
  await openWindow('/built/preload.cjs')
  const { webContents } = firstWindow()
  expect(webContents.opens('https://example.com/')).toBe(false)
  expect(webContents.opens('app://sharemem/')).toBe(false)
  for (const way of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
    expect([way, webContents.allows(way)]).toEqual([way, false])
  }
})

test('a page that crashed can be loaded again', async () => {
  await openWindow('/built/preload.cjs')
  firstWindow().webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  await vi.waitFor(() => expect(firstWindow().webContents.reloads).toBe(1))
  expect(dialog.shown).toMatchObject([{ buttons: ['Load it again', 'Close the window'], defaultId: 0, cancelId: 1 }])
})

test('or its window closed', async () => {
  dialog.choice = 1
  await openWindow('/built/preload.cjs')
  firstWindow().webContents.emit('render-process-gone', {}, { reason: 'oom' })
  await vi.waitFor(() => expect(FakeBrowserWindow.windows).toEqual([]))
})

test('a page that ended in good order asks nothing', async () => {
  await openWindow('/built/preload.cjs')
  firstWindow().webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
  expect(dialog.shown).toEqual([])
})
