/** Electron's main process: one setup for each concern, in shell/. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog } from 'electron'
import { whatIsMissing } from '../native-bridge/recommended.ts'
import { listenForEnd } from './hosts/ending.mjs'
import { endNow, setupLastResort } from './hosts/last-resort.ts'
import { APP_ID, setupDesktop, userFile } from './hosts/shell/desktop.ts'
import { theFrame } from './hosts/shell/frame.ts'
import { becomeOnly, recordingsIn } from './hosts/shell/instance.ts'
import { setupIpc } from './hosts/shell/ipc.ts'
import { setupLifecycle } from './hosts/shell/lifecycle.ts'
import { createLog } from './hosts/shell/log.ts'
import { setupNavigation } from './hosts/shell/navigation.ts'
import { setupPermissions } from './hosts/shell/permissions.ts'
import { registerScheme, setupProtocol } from './hosts/shell/protocol.ts'
import { refuseToStart } from './hosts/shell/refusal.ts'
import { openSettings } from './hosts/shell/settings.ts'
import { startAgain } from './hosts/shell/start-again.ts'
import { watchProcesses } from './hosts/shell/trouble.ts'
import { bringForward, openWindow } from './hosts/shell/windows.ts'
import { isStuck } from './participant/control.ts'
import { platformOf } from './supervisor/platform.ts'
import { createSession } from './supervisor/session.ts'

/** dist/, where main, preload and renderer lie side by side. */
const built = join(dirname(fileURLToPath(import.meta.url)), '..')

/** All of it before the first wait, as Electron asks of what concerns the time before it is ready. */
function start() {
  /** What is to be opened as soon as that is possible. */
  const files = recordingsIn(process.argv.slice(1), process.cwd())
  let open = (later: readonly string[]): void => {
    files.push(...later)
  }
  const isOnly = becomeOnly({
    files,
    startedAgain(later) {
      bringForward()
      open(later)
    },
  })
  if (!isOnly) return app.quit()

  const log = createLog(userFile(join('logs', 'sharemem.log')))
  const settings = openSettings(userFile('desktop.json'), log.report)
  setupLastResort({
    report: log.report,
    tell(sentence) {
      const again = startAgain({ argv: process.argv, uptime: process.uptime() })
      dialog.showErrorBox('Sharemem', `${sentence}${again ? ' It starts again.' : ''}\n\n${log.file}`)
    },
  })
  // Electron's own end would wait for it.
  app.on('quit', (_event, status) => {
    if (isStuck()) endNow(status)
  })
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID)
  app.enableSandbox()
  registerScheme()
  setupNavigation(log.report)
  watchProcesses(log)

  const preload = join(built, 'preload', 'preload.cjs')
  const session = createSession({ host: 'electron', runAsNode: true, frame: theFrame })

  setupLifecycle({
    session,
    ready() {
      setupProtocol(join(built, 'renderer'))
      setupPermissions()
      setupIpc(session, log.report)
      open = setupDesktop({ preload, settings, log, platform: platformOf })
      open(files)
    },
    open: () =>
      openWindow({
        preload,
        present: process.argv.includes('--present'),
        settings,
        log,
      }),
    listen: listenForEnd,
    report: log.report,
  })
}

const missing = whatIsMissing()
if (missing === null) start()
else void refuseToStart(missing)
