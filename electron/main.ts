/** Electron's main process: one setup for each concern, in shell/. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog } from 'electron'
import { whatIsMissing } from '../native-bridge/recommended.ts'
import { listenForEnd } from './hosts/ending.mjs'
import { endNow, setupLastResort } from './hosts/last-resort.ts'
import { setupIpc } from './hosts/shell/ipc.ts'
import { setupLifecycle } from './hosts/shell/lifecycle.ts'
import { setupMenu } from './hosts/shell/menu.ts'
import { setupNavigation } from './hosts/shell/navigation.ts'
import { setupPermissions } from './hosts/shell/permissions.ts'
import { registerScheme, setupProtocol } from './hosts/shell/protocol.ts'
import { refuseToStart } from './hosts/shell/refusal.ts'
import { openWindow } from './hosts/shell/windows.ts'
import { isStuck } from './participant/control.ts'
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
