/** What this is, of which version, on which kernel, and under which licence. */
import { release } from 'node:os'
import { type BrowserWindow, clipboard, dialog } from 'electron'
import { license, version } from '../../../package.json'
import type { Platform } from '../../contract/trace.ts'
import { handleOf } from './handle.ts'
import { mainWindow } from './main-window.ts'

const COPY = 'Copy'

const kernelOf = ({ kernel, wine }: Platform) =>
  kernel === 'sysv' ? 'System V IPC' : wine === undefined ? 'Win32' : `Win32 of Wine ${wine}`

/** Line by line: a bug report begins with it. */
export function aboutText(platform: Platform, window: BrowserWindow | undefined): string {
  const { electron, chrome, node } = process.versions
  return [
    `Sharemem ${version}`,
    `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `${platform.os} ${release()}, ${platform.arch}: ${kernelOf(platform)}`,
    ...(window && platform.os === 'win32' ? [`Handle of this window: ${handleOf(window)}`] : []),
    `Licence: ${license}`,
  ].join('\n')
}

export async function showAbout(platform: Platform): Promise<void> {
  const window = mainWindow()
  const text = aboutText(platform, window)
  const [message = '', ...rest] = text.split('\n')
  const buttons = ['Close', COPY]
  const options = { type: 'info' as const, title: 'About Sharemem', message, detail: rest.join('\n'), buttons }
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  if (buttons[response] === COPY) clipboard.writeText(text)
}
