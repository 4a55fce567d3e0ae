/** The window shows our own page for as long as it lives: no link, script or drop leads anywhere else. */
import { app, type WebContents } from 'electron'
import { openOutside } from './links.ts'

/** For every page that ever comes to be, whoever made it. What is asked to open anew may open outside. */
export function setupNavigation(report: (error: unknown) => void): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, report))
}

function confine(contents: WebContents, report: (error: unknown) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, report)
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
