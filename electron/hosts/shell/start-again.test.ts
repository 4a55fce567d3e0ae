import { beforeEach, expect, test, vi } from 'vitest'
import { app } from './fake-electron.ts'
import { startAgain } from './start-again.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

beforeEach(() => {
  app.relaunches = 0
  app.relaunchedWith = null
})

test('after an error the app starts again as it was started', () => {
  expect(startAgain({ argv: ['sharemem', '--present', 'a.jsonl'], uptime: 3 })).toBe(true)
  expect([app.relaunches, app.relaunchedWith]).toEqual([1, ['--present', 'a.jsonl', '--after-error']])
})

test('an error that comes at once again ends it, and a later one does not', () => {
  const argv = ['sharemem', '--after-error']
  expect([startAgain({ argv, uptime: 3 }), app.relaunches]).toEqual([false, 0])
  expect([startAgain({ argv, uptime: 600 }), app.relaunchedWith]).toEqual([true, ['--after-error']])
})
