/** The application's menu: what the system's own roles offer. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'

const separator: MenuItemConstructorOptions = { type: 'separator' }

export function setupMenu(): void {
  const development: MenuItemConstructorOptions[] = app.isPackaged ? [] : [separator, { role: 'toggleDevTools' }]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { role: 'fileMenu' },
      { role: 'editMenu' },
      {
        label: '&View',
        submenu: [
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
    ]),
  )
}
