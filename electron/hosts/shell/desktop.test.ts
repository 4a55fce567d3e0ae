import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { DESKTOP_CHANNEL, PAGE_CHANNEL } from '../../contract/channels.ts'
import type { PageMessage } from '../../contract/desktop.ts'
import { aboutText } from './about.ts'
import { setupDesktop } from './desktop.ts'
import {
  app,
  createEvent,
  dialog,
  FakeBrowserWindow,
  firstWindow,
  ipcMain,
  Menu,
  nativeTheme,
  resetElectron,
  session,
} from './fake-electron.ts'
import { becomeOnly, recordingsIn } from './instance.ts'
import { openSettings, type SettingsFile } from './settings.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const platform = { os: 'win32', kernel: 'win32', node: '24.0.0', arch: 'x64' } as const
const log = { file: '/logs/sharemem.log', report: vi.fn() }
const ready: PageMessage = {
  type: 'ready',
  commands: [
    { id: 'step', label: 'Step', key: ' ', menu: 'run' },
    { id: 'save', label: 'Save & keep', key: 's', menu: 'file' },
    { id: 'back', label: 'Back', key: 'ArrowLeft', menu: 'view' },
    { id: 'help', label: 'Keys', key: null, menu: 'help' },
  ],
}

let folder: string
let settings: SettingsFile
let open: (paths: readonly string[]) => void

const contents = () => firstWindow().webContents
const say = (message: unknown, frame?: { url: string }) => ipcMain.receive(PAGE_CHANNEL, contents(), frame, message)
const heard = () => contents().sent.map(({ channel, message }) => (channel === DESKTOP_CHANNEL ? message : channel))

interface Item {
  label?: string
  role?: string
  accelerator?: string
  registerAccelerator?: boolean
  submenu?: Item[]
  click?: () => void
}
const menu = (label: string) => (Menu.application as Item[]).find((item) => item.label === label)?.submenu ?? []
const itemIn = (items: readonly Item[], label: string): Item => {
  const found = items.find((item) => item.label === label)
  if (!found) throw new Error(`There is no ${label} among ${items.map((item) => item.label).join()}`)
  return found
}
const recent = () => (itemIn(menu('&File'), 'Open &recent').submenu ?? []).map(({ label }) => label).slice(0, -2)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sharemem-desktop-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  resetElectron()
  log.report.mockClear()
  app.makeReady()
  settings = openSettings(join(folder, 'desktop.json'), log.report)
  open = setupDesktop({ preload: '/built/preload.cjs', settings, log, platform: () => platform })
  const window = new FakeBrowserWindow({ show: false })
  await window.loadURL('app://sharemem/')
})

function recording(name: string, text = 'a recording') {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('the menu has the page’s commands with their keys, which it does not take away from the page', () => {
  expect((Menu.application as Item[]).map(({ label, role }) => label ?? role)).toEqual([
    ...['&File', 'editMenu', '&View', 'windowMenu', 'help'],
  ])
  say(ready)
  expect(menu('&Run')).toMatchObject([{ label: 'Step', accelerator: 'Space', registerAccelerator: false }])
  expect(itemIn(menu('&View'), 'Back').accelerator).toBe('Left')
  itemIn(menu('&File'), 'Save && keep').click?.()
  expect(heard()).toEqual([{ type: 'command', id: 'save' }])
})

test('the window is shown when its page is drawn', () => {
  expect(firstWindow().visible).toBe(false)
  say(ready)
  expect(firstWindow().visible).toBe(true)
})

test.each([
  ['another page', ready, { url: 'https://example.com/' }],
  ['something else', { type: 'ready', commands: [{ id: 'x' }] }, undefined],
])('%s is not heard', (_who, message, frame) => {
  say(message, frame)
  expect(firstWindow().visible).toBe(false)
  expect(log.report).toHaveBeenCalledTimes(frame ? 0 : 1)
})

test('recordings are opened as soon as the page is there, and again after another page has come', async () => {
  open([recording('a.jsonl')])
  await vi.waitFor(() => expect(settings.current.recent).toHaveLength(1))
  expect(heard()).toEqual([])
  say(ready)
  expect(heard()).toEqual([{ type: 'recording', name: 'a.jsonl', text: 'a recording' }])
  contents().emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
  open([recording('b.sharemem')])
  await vi.waitFor(() => expect(recent()).toEqual(['b.sharemem', 'a.jsonl']))
  expect(heard()).toHaveLength(1)
  say(ready)
  expect(heard()).toHaveLength(2)
})

test('eight recordings are remembered, each once, and those that have gone are forgotten', async () => {
  say(ready)
  const paths = Array.from({ length: 10 }, (_, index) => recording(`${index}.jsonl`))
  for (const path of [...paths, paths[4] ?? '']) {
    open([path])
    await vi.waitFor(() => expect(settings.current.recent[0]).toBe(path))
  }
  expect(recent()).toEqual(['4', '9', '8', '7', '6', '5', '3', '2'].map((name) => `${name}.jsonl`))
  rmSync(paths[9] ?? '')
  itemIn(itemIn(menu('&File'), 'Open &recent').submenu ?? [], '9.jsonl').click?.()
  await vi.waitFor(() => expect(heard().at(-1)).toEqual({ type: 'problem', text: '9.jsonl is not there any more.' }))
  expect(recent()).not.toContain('9.jsonl')
  itemIn(itemIn(menu('&File'), 'Open &recent').submenu ?? [], 'Forget them').click?.()
  expect([recent(), app.recentDocuments]).toEqual([[], []])
})

test('a recording is chosen in a box; whoever cancels it opens none', async () => {
  say(ready)
  const choose = itemIn(menu('&File'), '&Open a recording …').click
  choose?.()
  dialog.files = [recording('chosen.sharemem')]
  choose?.()
  await vi.waitFor(() => expect(heard()).toHaveLength(1))
  expect(dialog.shown[0]).toMatchObject({ filters: [{ extensions: ['sharemem', 'jsonl'] }, {}] })
})

test('a folder is no recording', async () => {
  say(ready)
  open([folder])
  await vi.waitFor(() => expect(heard()).toMatchObject([{ type: 'problem', text: /cannot be read \(EISDIR\)/ }]))
})

function download(address: string, name: string) {
  const event = createEvent()
  const setSaveDialogOptions = vi.fn()
  const item = { getURL: () => address, getFilename: () => name, setSaveDialogOptions }
  session.fromPartition('sharemem').emit('will-download', event, item)
  return { prevented: event.defaultPrevented, asked: setSaveDialogOptions.mock.calls[0]?.[0] }
}

test.each([
  ['request-reply-linux-2026-11-28-1905.sharemem', 'sharemem'],
  ['request-reply-linux.trace.json', 'json'],
])('what the page saves as %s is proposed so', (name, extension) => {
  const { prevented, asked } = download('blob:app://sharemem/1', name)
  expect(prevented).toBe(false)
  expect(asked).toMatchObject({
    defaultPath: name,
    filters: [{ extensions: expect.arrayContaining([extension]) }, {}],
  })
})

test.each(['https://example.com/a.jsonl', 'blob:https://example.com/1', 'app://sharemem/icon.svg'])(
  '%s is not loaded down',
  (address) => expect(download(address, 'a.jsonl')).toEqual({ prevented: true, asked: undefined }),
)

test('the chosen colours are kept, and those around the page follow', () => {
  say({ type: 'theme', theme: 'dark' })
  expect([nativeTheme.themeSource, settings.current.theme]).toEqual(['dark', 'dark'])
  nativeTheme.emit('updated')
  expect(firstWindow().background).toBe('#0f1217')
})

test('the box about the app says of which version everything is, and on Windows the window’s handle', async () => {
  expect(aboutText(platform, firstWindow() as never)).toMatch(
    /^Sharemem \d+\.\d+\.\d+\nElectron .*\nwin32 .*, x64: Win32\nHandle of this window: 0x0001052A\nLicence: MIT$/,
  )
  const help = (Menu.application as Item[]).find(({ role }) => role === 'help')?.submenu ?? []
  itemIn(help, '&About Sharemem').click?.()
  await vi.waitFor(() => expect(dialog.shown).toMatchObject([{ message: /^Sharemem / }]))
})

test('of a command line the recordings are taken, from where it was typed', () => {
  const address = pathToFileURL(join(folder, 'a b.sharemem')).href
  expect(recordingsIn(['--present', '.', 'a.JSONL', address, 'file://%', '-x.jsonl', 'b.txt'], folder)).toEqual([
    join(folder, 'a.JSONL'),
    join(folder, 'a b.sharemem'),
  ])
})

test('a second start hands its files over; the first one hears them, and nothing that is none', () => {
  const startedAgain = vi.fn()
  app.isSecond = true
  expect(becomeOnly({ files: ['/a.jsonl'], startedAgain })).toBe(false)
  expect(app.handedOver).toEqual({ files: ['/a.jsonl'] })
  app.isSecond = false
  expect(becomeOnly({ files: [], startedAgain })).toBe(true)
  app.emit('second-instance', {}, [], '/', { files: ['/b.jsonl'] })
  app.emit('second-instance', {}, [], '/', { files: 'no list' })
  app.emit('open-file', createEvent(), '/c.jsonl')
  expect(startedAgain.mock.calls).toEqual([[['/b.jsonl']], [[]], [['/c.jsonl']]])
})
