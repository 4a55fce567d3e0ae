import { beforeEach, expect, test, vi } from 'vitest'
import { createFakeSession } from '../fake-session.ts'
import { app, FakeBrowserWindow, firstWindow, resetElectron } from './fake-electron.ts'
import { setupLifecycle } from './lifecycle.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const never = new Promise<void>(() => {})

function setup(change: Partial<Parameters<typeof setupLifecycle>[0]> = {}) {
  const session = createFakeSession()
  const reported: unknown[] = []
  const ready = vi.fn()
  setupLifecycle({
    session,
    ready,
    open: async () => void new FakeBrowserWindow(),
    listen: () => ({ asked: never, forced: never, ask() {}, stop() {} }),
    report: (error) => reported.push(error),
    ...change,
  })
  return { session, ready, reported }
}

/** Lets what was resolved run on. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

beforeEach(resetElectron)

test('nothing is set up before Electron is ready; then one window opens', async () => {
  const { ready } = setup()
  await settle()
  expect([ready.mock.calls.length, FakeBrowserWindow.windows.length]).toEqual([0, 0])
  app.makeReady()
  await settle()
  expect([ready.mock.calls.length, FakeBrowserWindow.windows.length]).toEqual([1, 1])
})

test('activate opens a window where there is none, and only then', async () => {
  setup()
  app.emit('activate')
  expect(FakeBrowserWindow.windows.length).toBe(0)
  app.makeReady()
  await settle()
  app.emit('activate')
  expect(FakeBrowserWindow.windows.length).toBe(1)
  FakeBrowserWindow.windows.length = 0
  app.emit('activate')
  expect(FakeBrowserWindow.windows.length).toBe(1)
})

test('quitting waits until the session is disposed of, once, however often it is asked', async () => {
  let release = () => {}
  let disposals = 0
  const session = {
    ...createFakeSession(),
    dispose() {
      disposals += 1
      return new Promise<void>((resolve) => {
        release = resolve
      })
    },
  }
  setup({ session })
  app.makeReady()
  await settle()
  app.quit()
  app.quit()
  await settle()
  expect([app.hasQuit, disposals, FakeBrowserWindow.windows.length]).toEqual([false, 1, 1])
  release()
  await settle()
  expect([app.hasQuit, disposals, FakeBrowserWindow.windows.length]).toEqual([true, 1, 0])
})

test('a second signal ends the session by force, after the first has asked the app to quit', async () => {
  const asked: string[] = []
  let [ask, force] = [() => {}, () => {}]
  const session = { ...createFakeSession(), kill: async () => void asked.push('kill') }
  setup({
    session,
    listen: () => ({
      asked: new Promise((resolve) => {
        ask = resolve
      }),
      forced: new Promise((resolve) => {
        force = resolve
      }),
      ask() {},
      stop() {},
    }),
  })
  app.on('before-quit', () => asked.push('quit'))
  app.makeReady()
  await settle()
  ask()
  await settle()
  expect(asked[0]).toBe('quit')
  force()
  await settle()
  expect(asked.at(-1)).toBe('kill')
})

test('a session that cannot be disposed of is reported, and the app quits all the same', async () => {
  const failure = new Error('stuck')
  const { reported } = setup({ session: { ...createFakeSession(), dispose: () => Promise.reject(failure) } })
  app.makeReady()
  await settle()
  app.quit()
  await settle()
  expect([app.hasQuit, reported]).toEqual([true, [failure]])
})

test.each([
  ['linux', true],
  ['win32', true],
  ['darwin', false],
] as const)('on %s, closing the last window quits: %s', async (platform, quits) => {
  const was = Object.getOwnPropertyDescriptor(process, 'platform')
  Object.defineProperty(process, 'platform', { ...was, value: platform })
  try {
    const { session } = setup()
    app.makeReady()
    await settle()
    firstWindow().destroy()
    await settle()
    expect([app.hasQuit, session.disposed]).toEqual([quits, quits])
  } finally {
    Object.defineProperty(process, 'platform', was ?? {})
  }
})

test('a set-up that fails is reported and ends the app', async () => {
  const failure = new Error('no page')
  const { reported } = setup({
    ready() {
      throw failure
    },
  })
  app.makeReady()
  await settle()
  await settle()
  expect([app.hasQuit, reported]).toEqual([true, [failure]])
})
