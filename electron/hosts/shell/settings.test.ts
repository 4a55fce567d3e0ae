import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { openSettings } from './settings.ts'

const DEFAULTS = { theme: 'system', window: null, recent: [] }
const report = vi.fn()
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-settings-'))
  file = join(folder, 'user', 'desktop.json')
  report.mockClear()
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

test('what is changed is there at the next start', () => {
  expect(openSettings(file, report).current).toEqual(DEFAULTS)
  const window = { x: -10, y: 0, width: 1000, height: 700, maximized: true }
  const { change } = openSettings(file, report)
  change({ theme: 'dark' })
  change({ window })
  expect(openSettings(file, report).current).toEqual({ ...DEFAULTS, theme: 'dark', window })
  expect(readdirSync(join(folder, 'user'))).toEqual(['desktop.json'])
})

test.each([
  ['[]', DEFAULTS],
  ['{"theme":', DEFAULTS],
  ['{"theme":"pink","window":{"x":1},"recent":["/a"]}', { ...DEFAULTS, recent: ['/a'] }],
])('of %s whatever is understood is taken', (text, expected) => {
  openSettings(file, report).change({})
  writeFileSync(file, text)
  expect(openSettings(file, report).current).toEqual(expected)
})

test('a file that cannot be written is reported, and remembered for this start', () => {
  writeFileSync(join(folder, 'user'), 'a file where the folder should be')
  const settings = openSettings(file, report)
  settings.change({ theme: 'light' })
  expect([settings.current.theme, report.mock.calls.length]).toEqual(['light', 1])
  expect(readFileSync(join(folder, 'user'), 'utf8')).toContain('a file where')
})
