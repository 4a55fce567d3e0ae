import { expect, test, vi } from 'vitest'
import { app, dialog, FakeBrowserWindow } from './fake-electron.ts'

vi.mock('electron', () => import('./fake-electron.ts'))
vi.mock('../../../native-bridge/recommended.ts', () => ({ whatIsMissing: () => 'This machine lacks something.' }))

test('what the machine lacks is shown in a box, and nothing is started', async () => {
  await import('../../main.ts')
  expect([dialog.errors, app.exitStatus]).toEqual([[], null])
  app.makeReady()
  await vi.waitFor(() => expect(app.exitStatus).toBe(3))
  expect(dialog.errors).toEqual(['Sharemem cannot run here: This machine lacks something.'])
  expect([FakeBrowserWindow.windows, app.sandboxed]).toEqual([[], false])
})
