/** The window shows our own page for as long as it lives: no link, script or drop leads anywhere else. */
import { app, type WebContents } from 'electron'

/** For every page that ever comes to be, whoever made it. Nothing is handed to the system's browser either. */
export function setupNavigation(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents))
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
