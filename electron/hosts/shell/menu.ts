/** The application's menu: the page's own commands with their keys, the recordings, and the system's own roles. */
import { basename } from 'node:path'
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { DesktopCommand, MenuName } from '../../contract/desktop.ts'

export interface MenuOptions {
  /** Those that the page has told; none before it is there. */
  readonly commands: readonly DesktopCommand[]
  /** Paths of recordings, the latest first. */
  readonly recent: readonly string[]
  /** Of the page. */
  readonly run: (id: string) => void
  readonly choose: () => void
  readonly open: (path: string) => void
  readonly forgetRecent: () => void
  readonly showLog: () => void
  readonly about: () => void
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** Those whose names differ from the page's. */
const ACCELERATORS: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Escape: 'Esc',
}

/** Shown only: the page hears its keys itself, where they are no text. A Mac would take them away from it. */
function keyOf({ key }: DesktopCommand): Partial<MenuItemConstructorOptions> {
  if (key === null || process.platform === 'darwin') return {}
  return {
    accelerator: ACCELERATORS[key] ?? (key.length === 1 ? key.toUpperCase() : key),
    registerAccelerator: false,
  }
}

/** An ampersand would mark the letter behind it. */
const labelled = (text: string) => text.replaceAll('&', '&&')

function recentMenu({ recent, open, forgetRecent }: MenuOptions): MenuItemConstructorOptions {
  return {
    label: 'Open &recent',
    enabled: recent.length > 0,
    submenu: [
      ...recent.map((path) => ({ label: labelled(basename(path)), toolTip: path, click: () => open(path) })),
      separator,
      { label: 'Forget them', click: forgetRecent },
    ],
  }
}

/** The menu that these make; `setupMenu` shows it. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const of = (name: MenuName): MenuItemConstructorOptions[] =>
    options.commands
      .filter(({ menu }) => menu === name)
      .map((command) => ({
        label: labelled(command.label),
        ...keyOf(command),
        click: () => options.run(command.id),
      }))
  const development: MenuItemConstructorOptions[] = app.isPackaged ? [] : [separator, { role: 'toggleDevTools' }]
  const run = of('run')
  return [
    {
      label: '&File',
      submenu: [
        { label: '&Open a recording …', accelerator: 'CmdOrCtrl+O', click: options.choose },
        recentMenu(options),
        separator,
        ...of('file'),
        separator,
        { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    ...(run.length > 0 ? [{ label: '&Run', submenu: run }] : []),
    {
      label: '&View',
      submenu: [
        ...of('view'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        { role: 'reload' },
        ...development,
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        ...of('help'),
        separator,
        { label: 'Show the &log', click: options.showLog },
        { label: '&About Sharemem', click: options.about },
      ],
    },
  ]
}

export function setupMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)))
}
