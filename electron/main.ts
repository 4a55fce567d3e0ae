/** Electron's main process: one setup for each concern, in shell/. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog } from 'electron'
import { whatIsMissing } from '../native-bridge/recommended.ts'
import { listenForEnd } from './ending.mjs'
import { endNow, setupLastResort } from './last-resort.ts'
import { isStuck } from './participant/control.ts'
import { setupIpc } from './shell/ipc.ts'
import { setupLifecycle } from './shell/lifecycle.ts'
import { setupMenu } from './shell/menu.ts'
import { setupNavigation } from './shell/navigation.ts'
import { setupPermissions } from './shell/permissions.ts'
import { registerScheme, setupProtocol } from './shell/protocol.ts'
import { refuseToStart } from './shell/refusal.ts'
import { openWindow } from './shell/windows.ts'
import { createSession } from './supervisor/session.ts'

/** dist/, where main, preload and renderer lie side by side. */
const built = join(dirname(fileURLToPath(import.meta.url)), '..')
const report = console.error

/** All of it before the first wait, as Electron asks of what concerns the time before it is ready. */
function start() {
  setupLastResort({ report, tell: (sentence) => dialog.showErrorBox('Sharemem', sentence) })
  // Electron's own end would wait for it.
  app.on('quit', (_event, status) => {
    if (isStuck()) endNow(status)
  })
  app.enableSandbox()
  registerScheme()
  setupNavigation()

  const session = createSession({ host: 'electron', runAsNode: true })

  setupLifecycle({
    session,
    ready() {
      setupProtocol(join(built, 'renderer'))
      setupPermissions()
      setupMenu()
      setupIpc(session, report)
    },
    open: () => openWindow(join(built, 'preload', 'preload.cjs'), process.argv.includes('--present')),
    listen: listenForEnd,
    report,
  })
}

const missing = whatIsMissing()
if (missing === null) start()
else void refuseToStart(missing)
