import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { CALL_CHANNEL, EVENT_CHANNEL, PAGE_CHANNEL, SUBSCRIBE_CHANNEL } from './contract/channels.ts'
import type { Desktop } from './contract/desktop.ts'
import type { ServiceClient } from './contract/service.ts'
import { createFakeSession, EMPTY_SNAPSHOT, type FakeSession, stateEvent } from './hosts/fake-session.ts'
import { app, contextBridge, firstWindow, ipcMain, Menu, protocol } from './hosts/shell/fake-electron.ts'
import { theFrame } from './hosts/shell/frame.ts'

vi.mock('electron', () => import('./hosts/shell/fake-electron.ts'))

const created = vi.hoisted(() => ({ sessions: [] as unknown[], options: [] as unknown[] }))
vi.mock('./supervisor/session.ts', () => ({
  createSession(options: unknown) {
    created.options.push(options)
    const session = createFakeSession()
    created.sessions.push(session)
    return session
  },
}))

const ending = vi.hoisted(() => ({ ask: () => {}, force: () => {} }))
/** The real one would take the signals away from the tests' own process. */
vi.mock('./hosts/ending.mjs', () => ({
  listenForEnd: () => ({
    asked: new Promise<void>((resolve) => {
      ending.ask = resolve
    }),
    forced: new Promise<void>((resolve) => {
      ending.force = resolve
    }),
    ask() {},
  }),
}))

const theSession = () => created.sessions[0] as FakeSession
const client = () => contextBridge.exposed.sharemem as ServiceClient
const desktop = () => contextBridge.exposed.desktop as Desktop
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** One app for all tests, as the entries run once: the last test quits it. */
beforeAll(async () => {
  await import('./main.ts')
  await import('./preload.ts')
  app.makeReady()
  await settle()
})

afterAll(() => rmSync(app.getPath(''), { recursive: true, force: true }))

test('the main process sets up everything around one session whose helpers are Electron as plain Node', () => {
  expect(created.options).toEqual([{ host: 'electron', runAsNode: true, frame: theFrame }])
  expect(app.sandboxed).toBe(true)
  expect(protocol.privileged.map(({ scheme }) => scheme)).toEqual(['app'])
  expect(ipcMain.channels()).toEqual([CALL_CHANNEL, SUBSCRIBE_CHANNEL, PAGE_CHANNEL])
  expect(Menu.application).not.toBeNull()
  const { options, webContents } = firstWindow()
  expect(options.webPreferences?.preload).toMatch(/preload[\\/]preload\.cjs$/)
  expect(webContents.mainFrame.url).toBe('app://sharemem/')
  expect(webContents.opens('https://example.com/')).toBe(false)
})

test('the page gets the service’s client, what the shell offers, and nothing else', () => {
  expect(Object.keys(contextBridge.exposed)).toEqual(['sharemem', 'desktop'])
  expect(Object.keys(client())).toEqual(['call', 'subscribe'])
  expect(Object.keys(desktop())).toEqual(['theme', 'tell', 'listen'])
})

test('a call passes through both ends, and a refusal arrives as the error it is', async () => {
  expect(await client().call('ask', { text: 'lookup Fe' })).toEqual({})
  expect(theSession().calls).toEqual([{ method: 'ask', params: { text: 'lookup Fe' } }])
  await expect(client().call('step', {})).rejects.toThrow('No run is live. Start one first.')
})

test('every listener hears a snapshot first and then each event once, until it stops', () => {
  const heard: [string, unknown][] = []
  const stopA = client().subscribe((event) => heard.push(['a', event]))
  client().subscribe((event) => heard.push(['b', event]))
  theSession().tell(stateEvent(1))
  stopA()
  theSession().tell(stateEvent(2))
  expect(heard).toEqual([
    ['a', EMPTY_SNAPSHOT],
    ['a', EMPTY_SNAPSHOT],
    ['b', EMPTY_SNAPSHOT],
    ['a', stateEvent(1)],
    ['b', stateEvent(1)],
    ['b', stateEvent(2)],
  ])
})

test('a listener hears nothing of before its own snapshot', () => {
  const heard: unknown[] = []
  const subscribe = vi.spyOn(theSession(), 'subscribe').mockReturnValue(() => {})
  client().subscribe((event) => heard.push(event))
  // Its snapshot is still on its way, and so is an event for an earlier listener.
  firstWindow().webContents.send(EVENT_CHANNEL, { event: stateEvent(1) })
  firstWindow().webContents.send(EVENT_CHANNEL, { event: EMPTY_SNAPSHOT })
  expect(heard).toEqual([EMPTY_SNAPSHOT])
  subscribe.mockRestore()
})

test('a signal quits, which disposes of the session', async () => {
  ending.ask()
  await settle()
  expect([theSession().disposed, app.hasQuit]).toEqual([true, true])
})
