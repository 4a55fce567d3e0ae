import { beforeEach, expect, test, vi } from 'vitest'
import { app, FakeBrowserWindow, resetElectron } from './fake-electron.ts'
import { createNotes } from './notes.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const log = { file: '/logs/sharemem.log', report: vi.fn() }
const settings = { current: { theme: 'dark' as const, window: null, recent: [] }, change: vi.fn() }
const PAGE = '8f6e4b1e-0000-4000-8000-000000000000'

beforeEach(() => {
  resetElectron()
  app.makeReady()
})

test('notes have a window of their own, as guarded as the first; it comes again, and goes with that', async () => {
  const open = createNotes({ preload: '/built/preload.cjs', settings, log })
  const first = new FakeBrowserWindow({ show: false })
  await open(PAGE, first as never)
  const [, notes] = FakeBrowserWindow.windows
  expect(notes?.webContents.mainFrame.url).toBe(`app://sharemem/#notes=${PAGE}`)
  expect(notes?.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  })
  await open(PAGE, first as never)
  expect(FakeBrowserWindow.windows).toHaveLength(2)
  first.close()
  expect(notes?.isDestroyed()).toBe(true)
})
