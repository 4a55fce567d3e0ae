import { beforeEach, expect, test, vi } from 'vitest'
import { app, firstWindow, nativeTheme, resetElectron, shell } from './fake-electron.ts'
import { setupNavigation } from './navigation.ts'
import type { Settings } from './settings.ts'
import { bringForward, openWindow, showDrawn } from './windows.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const log = { file: '/logs/sharemem.log', report: vi.fn() }

/** Settings that are kept in no file. */
function settingsOf(some: Partial<Settings> = {}) {
  let current: Settings = { theme: 'system', window: null, recent: [], ...some }
  return {
    get current() {
      return current
    },
    change(next: Partial<Settings>) {
      current = { ...current, ...next }
    },
  }
}
const open = (settings = settingsOf()) => openWindow({ preload: '/built/preload.cjs', settings, log })

beforeEach(() => {
  resetElectron()
  app.makeReady()
  log.report.mockClear()
})

test('the window is isolated, sandboxed and without Node', async () => {
  await open(settingsOf({ theme: 'dark' }))
  expect(firstWindow().options.webPreferences).toEqual({
    preload: '/built/preload.cjs',
    additionalArguments: ['--sharemem-theme=dark'],
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
  await open()
  expect(firstWindow().options.webPreferences?.devTools).toBe(false)
})

test('it shows our page, once that is drawn, before paper of its own colour', async () => {
  nativeTheme.themeSource = 'dark'
  const settings = settingsOf()
  await open(settings)
  expect(firstWindow().options).toMatchObject({ show: false, backgroundColor: '#0f1217' })
  expect(firstWindow().webContents.mainFrame.url).toBe('app://sharemem/')
  expect(firstWindow().visible).toBe(false)
  showDrawn(firstWindow() as never, settings)
  expect(firstWindow().visible).toBe(true)
})

test('a page that never says that it is drawn is shown all the same', async () => {
  vi.useFakeTimers()
  try {
    await open()
    vi.advanceTimersByTime(4900)
    expect(firstWindow().visible).toBe(false)
    vi.advanceTimersByTime(200)
    expect(firstWindow().visible).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('it opens where it was closed', async () => {
  const settings = settingsOf()
  await open(settings)
  expect(firstWindow().options).toMatchObject({ width: 1440, height: 900 })
  expect(firstWindow().options).not.toHaveProperty('x')
  firstWindow().maximize()
  firstWindow().close()
  expect(settings.current.window).toEqual({ x: 10, y: 20, width: 1000, height: 700, maximized: true })
  await open(settings)
  expect(firstWindow().options).toMatchObject({ x: 10, y: 20, width: 1000, height: 700 })
  expect(firstWindow().maximized).toBe(false)
  showDrawn(firstWindow() as never, settings)
  expect(firstWindow().maximized).toBe(true)
})

test.each([
  ['to the left of all screens', { x: -1000, y: 0 }],
  ['where nobody can reach its title', { x: 0, y: -50 }],
  ['below the screen', { x: 0, y: 1000 }],
])('where it would be %s, it opens where the system wants', async (_where, place) => {
  await open(settingsOf({ window: { ...place, width: 1000, height: 700, maximized: false } }))
  expect(firstWindow().options).not.toHaveProperty('x')
})

test('whoever starts the app again finds its window before the others', async () => {
  await open()
  firstWindow().minimized = true
  bringForward()
  const { minimized, visible, focused } = firstWindow()
  expect({ minimized, visible, focused }).toEqual({ minimized: false, visible: true, focused: true })
})

test('no page leads anywhere else', async () => {
  setupNavigation(log.report)
  await open()
  const { webContents } = firstWindow()
  expect(webContents.opens('https://example.com/')).toBe(false)
  expect(webContents.opens('app://sharemem/')).toBe(false)
  for (const way of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
    expect([way, webContents.allows(way)]).toEqual([way, false])
  }
})

test.each([
  ['https://learn.microsoft.com/windows/win32/', true],
  ['http://learn.microsoft.com/', false],
  ['https://learn.microsoft.com.example.com/', false],
  ['https://learn.microsoft.com@example.com/', false],
  ['https://someone@learn.microsoft.com/', false],
  ['https://learn.microsoft.com:8443/', false],
  ['file:///etc/passwd', false],
  ['ms-msdt:/id', false],
  ['no address', false],
])('a link to %s opens in the system’s browser: %s', async (address, opens) => {
  setupNavigation(log.report)
  await open()
  expect(firstWindow().webContents.opens(address)).toBe(false)
  expect(shell.opened).toEqual(opens ? [address] : [])
  expect(log.report).toHaveBeenCalledTimes(opens ? 0 : 1)
})
