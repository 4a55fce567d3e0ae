import { beforeEach, expect, test, vi } from 'vitest'
import { app, dialog, FakeBrowserWindow, firstWindow, resetElectron, shell } from './fake-electron.ts'
import { watchProcesses, watchWindow } from './trouble.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const log = { file: '/logs/sharemem.log', report: vi.fn() }
const contents = () => firstWindow().webContents
const settle = () => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => {
  resetElectron()
  log.report.mockClear()
  app.makeReady()
  const window = new FakeBrowserWindow({ show: false })
  watchWindow(window as never, log)
})

const gone = (reason: string) => contents().emit('render-process-gone', {}, { reason })
const fail = (code: number, main = true) => contents().emit('did-fail-load', {}, code, 'ERR_FAILED', 'app://x/', main)

test.each([
  ['whose preload fails', () => contents().emit('preload-error', {}, '/p', new Error('no'))],
  ['that cannot be loaded', () => fail(-2)],
  ['whose files are missing', () => contents().emit('did-navigate', {}, 'app://sharemem/', 404, '')],
  ['that has crashed', () => gone('crashed')],
])('a page %s is said, logged, and loaded again', async (_what, happens) => {
  happens()
  await settle()
  expect(dialog.shown).toMatchObject([
    { buttons: ['Load it again', 'Show the log', 'Close the window'], defaultId: 0, cancelId: 2 },
  ])
  expect([firstWindow().visible, contents().reloads, contents().crashes]).toEqual([true, 1, 0])
  expect(log.report).toHaveBeenCalled()
})

test('or its window closed', async () => {
  dialog.choice = 2
  gone('oom')
  await settle()
  expect(FakeBrowserWindow.windows).toEqual([])
})

test('after a look at the log, it is asked once more', async () => {
  dialog.first = [1]
  gone('oom')
  await settle()
  expect([shell.shown, dialog.shown.length, contents().reloads]).toEqual([['/logs/sharemem.log'], 2, 1])
})

test.each([
  ['a page that ended in good order', () => gone('clean-exit')],
  ['a load that another has replaced', () => fail(-3)],
  ['a frame within the page', () => fail(-2, false)],
  ['a page that is there', () => contents().emit('did-navigate', {}, 'app://sharemem/', 200, '')],
])('%s asks nothing', async (_what, happens) => {
  happens()
  await settle()
  expect([dialog.shown, firstWindow().visible]).toEqual([[], false])
})

test('a page that does not answer is waited for, or ended and loaded again, which is no new trouble', async () => {
  firstWindow().emit('unresponsive')
  await settle()
  expect(dialog.shown[0]).toMatchObject({ buttons: ['Wait', 'Load it again', 'Close the window'] })
  expect(contents().reloads).toBe(0)
  dialog.choice = 1
  firstWindow().emit('unresponsive')
  await settle()
  expect([contents().crashes, contents().reloads, dialog.shown.length]).toEqual([1, 1, 2])
  dialog.choice = 0
  gone('crashed')
  await settle()
  expect([contents().reloads, dialog.shown.length]).toEqual([2, 3])
})

test('a page that answers again takes its box away', async () => {
  let release = () => {}
  dialog.hesitates = new Promise((resolve) => {
    release = resolve
  })
  firstWindow().emit('unresponsive')
  firstWindow().emit('unresponsive')
  expect(dialog.shown).toHaveLength(1)
  firstWindow().emit('responsive')
  expect(dialog.shown).toMatchObject([{ signal: { aborted: true } }])
  dialog.choice = 2
  release()
  await settle()
  expect(FakeBrowserWindow.windows).toHaveLength(1)
})

test('a page that answers again leaves the box of another trouble', async () => {
  let release = () => {}
  dialog.hesitates = new Promise((resolve) => {
    release = resolve
  })
  fail(-2)
  firstWindow().emit('unresponsive')
  firstWindow().emit('responsive')
  expect(dialog.shown).toMatchObject([{ message: 'The page could not be loaded.', signal: { aborted: false } }])
  release()
  await settle()
  expect([contents().reloads, contents().crashes]).toEqual([1, 0])
})

test('of Electron’s own processes each kind is said once, and the app can be started again', async () => {
  watchProcesses(log)
  const end = (type: string, reason = 'crashed') => app.emit('child-process-gone', {}, { type, reason, exitCode: 1 })
  end('GPU', 'clean-exit')
  end('GPU', 'killed')
  end('GPU')
  end('GPU')
  await settle()
  expect(dialog.shown).toHaveLength(1)
  expect([log.report.mock.calls.length, app.relaunches]).toEqual([3, 0])
  dialog.choice = 1
  end('Utility')
  await settle()
  expect([app.relaunches, app.hasQuit]).toEqual([1, true])
})
