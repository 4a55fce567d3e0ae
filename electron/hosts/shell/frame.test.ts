import { beforeEach, expect, test, vi } from 'vitest'
import { app, FakeBrowserWindow, resetElectron } from './fake-electron.ts'
import { theFrame } from './frame.ts'
import { noteMainWindow } from './main-window.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

beforeEach(() => {
  resetElectron()
  app.makeReady()
})

function openWindow() {
  const window = new FakeBrowserWindow()
  noteMainWindow(window as never)
  return window
}

/** As Windows hands a parameter over: with what it makes of the sign of 32 bits. */
const parameter = (value: bigint) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

test('what is posted to the visible window is heard, with 32 bits of each parameter, until nobody listens', () => {
  const window = openWindow()
  const frame = theFrame()
  const heard = vi.fn()
  const end = frame?.listen([0x1002, 0x1003], heard)
  expect([frame?.handle, [...window.hooks.keys()]]).toEqual([0x1052a, [0x1002, 0x1003]])
  window.hooks.get(0x1003)?.(parameter(0xffff_ffff_ffff_0000n), parameter(7n))
  expect(heard.mock.calls).toEqual([[{ id: 0x1003, mp1: 0xffff_0000, mp2: 7 }]])
  end?.()
  expect([...window.hooks.keys()]).toEqual([])
})

test('it is the window of the screen, also where that of a lesson’s notes was opened before it', () => {
  const notes = new FakeBrowserWindow()
  const window = openWindow()
  theFrame()?.listen([0x1002], () => {})
  expect([notes.hooks.size, window.hooks.size]).toEqual([0, 1])
})

test('a window that has gone meanwhile is let go of', () => {
  const window = openWindow()
  const end = theFrame()?.listen([0x1002], () => {})
  window.destroy()
  expect(end).not.toThrow()
  expect(theFrame()).toBeNull()
})

test('a system on which nobody can be told what is posted to a window has no frame', () => {
  const window = openWindow()
  // Elsewhere than on Windows Electron's windows have no such method.
  Object.setPrototypeOf(window, Object.create(null))
  expect(theFrame()).toBeNull()
})
