import { beforeEach, expect, test, vi } from 'vitest'
import { CALL_CHANNEL, EVENT_CHANNEL, SUBSCRIBE_CHANNEL } from '../../contract/channels.ts'
import { createFakeSession, EMPTY_SNAPSHOT, type FakeSession, stateEvent } from '../fake-session.ts'
import { app, FakeBrowserWindow, type FakeFrame, ipcMain, resetElectron } from './fake-electron.ts'
import { setupIpc } from './ipc.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

let session: FakeSession
const REFUSAL = 'Only the page of Sharemem may ask.'
const hello = { id: 1, method: 'ask', params: { text: 'search gold' } }

async function openWindow(url = 'app://sharemem/') {
  const window = new FakeBrowserWindow()
  await window.loadURL(url)
  return window.webContents
}

beforeEach(() => {
  resetElectron()
  app.makeReady()
  session = createFakeSession()
  setupIpc(session, () => {})
})

test('two channels are registered, and no more', () => {
  expect(ipcMain.channels()).toEqual([CALL_CHANNEL, SUBSCRIBE_CHANNEL])
})

test('our own page is answered', async () => {
  expect(await ipcMain.invoke(CALL_CHANNEL, await openWindow(), hello)).toEqual({ id: 1, result: {} })
  expect(session.calls).toEqual([{ method: 'ask', params: { text: 'search gold' } }])
})

test('of an error of ours the page is told where a person finds more: a desktop app has no console', async () => {
  const reply = await ipcMain.invoke(CALL_CHANNEL, await openWindow(), { id: 3, method: 'stop', params: {} })
  expect(reply).toMatchObject({ id: 3, error: expect.stringMatching(/ Its log says more\.$/) })
})

test('what our own page sends is checked', async () => {
  expect(await ipcMain.invoke(CALL_CHANNEL, await openWindow(), { id: 2, method: 'ask', params: {} })).toEqual({
    id: 2,
    error: 'ask: text must be a text, but is missing.',
  })
})

test.each([
  'https://example.com/',
  'app://other/',
  'app://sharemem.example/',
  'http://sharemem/',
  'file:///app://sharemem/',
  'about:blank',
  '',
])('a page of %s is refused', async (url) => {
  const contents = await openWindow(url)
  await expect(ipcMain.invoke(CALL_CHANNEL, contents, hello)).rejects.toThrow(REFUSAL)
  ipcMain.receive(SUBSCRIBE_CHANNEL, contents)
  expect([session.calls, session.listeners.size]).toEqual([[], 0])
})

test.each<[string, FakeFrame | null]>([
  ['a frame inside our page, even of our own origin', { url: 'app://sharemem/' }],
  ['a frame that has gone', null],
])('%s is refused', async (_what, frame) => {
  const contents = await openWindow()
  await expect(ipcMain.invoke(CALL_CHANNEL, contents, hello, frame)).rejects.toThrow(REFUSAL)
  ipcMain.receive(SUBSCRIBE_CHANNEL, contents, frame)
  expect([session.calls, session.listeners.size]).toEqual([[], 0])
})

test('only windows that subscribed hear events, a snapshot first', async () => {
  const [listening, silent] = [await openWindow(), await openWindow()]
  ipcMain.receive(SUBSCRIBE_CHANNEL, listening)
  session.tell(stateEvent(1))
  expect(listening.sent).toEqual([
    { channel: EVENT_CHANNEL, message: { event: EMPTY_SNAPSHOT } },
    { channel: EVENT_CHANNEL, message: { event: stateEvent(1) } },
  ])
  expect(silent.sent).toEqual([])
})

test('a page that subscribes again gets a fresh snapshot, and every later event once', async () => {
  const contents = await openWindow()
  ipcMain.receive(SUBSCRIBE_CHANNEL, contents)
  ipcMain.receive(SUBSCRIBE_CHANNEL, contents)
  session.tell(stateEvent(1))
  expect(contents.sent.map(({ message }) => message)).toEqual([
    { event: EMPTY_SNAPSHOT },
    { event: EMPTY_SNAPSHOT },
    { event: stateEvent(1) },
  ])
})

test('a window that has gone, or whose page has crashed, hears nothing more', async () => {
  const [closed, crashed] = [await openWindow(), await openWindow()]
  ipcMain.receive(SUBSCRIBE_CHANNEL, closed)
  ipcMain.receive(SUBSCRIBE_CHANNEL, crashed)
  closed.destroy()
  crashed.emit('render-process-gone', {}, { reason: 'crashed' })
  expect(session.listeners.size).toBe(0)
})
