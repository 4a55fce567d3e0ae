/** From ready to quit. */
import { app, BrowserWindow } from 'electron'
import type { Session } from '../../supervisor/session.ts'
import type { Ending } from '../ending.mjs'

export interface LifecycleOptions {
  readonly session: Session
  /** What is set up once Electron is ready, before the first window. */
  readonly ready: () => void
  readonly open: () => Promise<void>
  /** Begins to listen for what is to end the app. Called when Electron is ready, whose own handling it replaces. */
  readonly listen: () => Ending
  readonly report: (error: unknown) => void
}

export function setupLifecycle({ session, ready, open, listen, report }: LifecycleOptions): void {
  const openOne = () => open().catch(report)

  app.on('activate', () => {
    if (app.isReady() && BrowserWindow.getAllWindows().length === 0) void openOne()
  })
  app.on('window-all-closed', () => {
    // On a Mac an app stays in the dock without a window.
    if (process.platform !== 'darwin') app.quit()
  })
  quitOnceDisposed(session, report)
  app
    .whenReady()
    .then(() => {
      const { asked, forced } = listen()
      asked.then(() => app.quit())
      forced.then(session.kill)
    })
    .then(ready)
    .then(openOne)
    .catch((error) => {
      report(error)
      app.quit()
    })
}

/** Quitting waits until the run's processes and kernel objects are gone. */
function quitOnceDisposed(session: Session, report: (error: unknown) => void): void {
  let state: 'running' | 'disposing' | 'disposed' = 'running'

  async function dispose() {
    state = 'disposing'
    await session.dispose().catch(report)
    state = 'disposed'
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (state === 'disposed') return
    event.preventDefault()
    if (state === 'running') void dispose()
  })
}
