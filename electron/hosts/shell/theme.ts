/** The colours around the page: what was chosen is known before the page is. */
import { BrowserWindow, nativeTheme } from 'electron'
import type { Theme } from '../../contract/desktop.ts'

/** The page's own --paper, renderer/styles/tokens.css. */
const PAPER = { light: '#fbfaf7', dark: '#0f1217' }

/** Of a window whose page is not drawn yet. */
export const background = () => (nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light)

/** Also follows the system's colours from now on. */
export function setupTheme(theme: Theme): void {
  nativeTheme.themeSource = theme
  nativeTheme.on('updated', () => {
    for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(background())
  })
}

export function chooseTheme(theme: Theme): void {
  nativeTheme.themeSource = theme
}
