/** What can go wrong with the window and what shows it: each is said in a box, with a way out of it. */
import { app, type BrowserWindow, dialog, shell } from 'electron'
import type { Log } from './log.ts'

const WAIT = 'Wait'
const RELOAD = 'Load it again'
const CLOSE = 'Close the window'
const SHOW_LOG = 'Show the log'

/** Chromium's net::ERR_ABORTED: another load has taken its place. */
const ABORTED = -3

interface Trouble {
  readonly message: string
  readonly detail: string
  /** What can be done, the first by Enter and the last by Escape. */
  readonly ways: readonly string[]
}

const ENDS = [RELOAD, SHOW_LOG, CLOSE]
const UNTOUCHED = 'The run itself is not touched.'

/** Says what goes wrong with the window from now on, one box at a time. */
export function watchWindow(window: BrowserWindow, log: Log): void {
  const { webContents } = window
  /** The box that is shown, and what ends it. */
  let asking: { readonly ways: readonly string[]; readonly end: AbortController } | null = null
  let hung = false
  /** Whether the page has been ended by us, and its end is still to be heard of. */
  let ending = false

  function act(way: string | undefined) {
    if (window.isDestroyed()) return
    if (way === CLOSE) window.destroy()
    if (way !== RELOAD) return
    if (hung) {
      // It would not hear that it is to be loaded again.
      ending = true
      webContents.forcefullyCrashRenderer()
    }
    webContents.reload()
  }
  async function ask({ message, detail, ways }: Trouble) {
    if (asking) return
    const end = new AbortController()
    const mine = { ways, end }
    asking = mine
    // Whatever has happened before its first picture.
    window.show()
    const way = await choose(window, { message, detail, ways }, end.signal, log)
    if (asking === mine) asking = null
    if (!end.signal.aborted) act(way)
  }
  function say(trouble: Trouble) {
    log.report(`${trouble.message} ${trouble.detail}`)
    ask(trouble).catch(log.report)
  }

  webContents.on('preload-error', (_event, _path, error) => {
    log.report(error)
    say({ message: 'The page could not be connected to Sharemem.', detail: error.message, ways: ENDS })
  })
  webContents.on('did-fail-load', (_event, code, description, _address, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return
    say({ message: 'The page could not be loaded.', detail: `${description} (${code}). ${UNTOUCHED}`, ways: ENDS })
  })
  webContents.on('did-navigate', (_event, _address, status) => {
    if (status >= 400) say({ message: 'The page is missing.', detail: 'Its files are not all there.', ways: ENDS })
  })
  webContents.on('render-process-gone', (_event, { reason }) => {
    // The box that waits for an answer is of no use any more.
    asking?.end.abort()
    asking = null
    hung = false
    const asWished = ending || reason === 'clean-exit'
    ending = false
    if (asWished) return
    say({
      message: 'The page of this window has ended.',
      detail: `Electron says: ${reason}. ${UNTOUCHED}`,
      ways: ENDS,
    })
  })
  window.on('unresponsive', () => {
    hung = true
    say({ message: 'The page of this window does not answer.', detail: UNTOUCHED, ways: [WAIT, RELOAD, CLOSE] })
  })
  window.on('responsive', () => {
    hung = false
    // A box about something else is still to be answered.
    if (asking?.ways.includes(WAIT)) asking.end.abort()
  })
}

/** The way that the person chooses; after a look at the log, another one. */
async function choose(window: BrowserWindow, trouble: Trouble, signal: AbortSignal, log: Log) {
  const { message, detail, ways } = trouble
  const buttons = [...ways]
  const options = { type: 'error' as const, title: 'Sharemem', message, detail, buttons, signal }
  for (;;) {
    const { response } = await dialog.showMessageBox(window, {
      ...options,
      ...{ defaultId: 0, cancelId: buttons.length - 1 },
    })
    if (buttons[response] !== SHOW_LOG || signal.aborted) return buttons[response]
    shell.showItemInFolder(log.file)
  }
}

const GO_ON = 'Go on'
const START_AGAIN = 'Start Sharemem again'

/** Electron's other processes, such as the one that draws; each kind is said once, as it may go again and again. */
export function watchProcesses(log: Log): void {
  const said = new Set<string>()

  async function ask(type: string, reason: string) {
    const buttons = [GO_ON, START_AGAIN]
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: 'Sharemem',
      message: `A part of the window has ended: ${type}.`,
      detail: `Electron says: ${reason}. It starts it again by itself; if the picture stays wrong, start anew.`,
      buttons,
      ...{ defaultId: 0, cancelId: 0 },
    })
    if (buttons[response] !== START_AGAIN) return
    app.relaunch()
    app.quit()
  }
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.report(`A process of Electron has ended: ${type}, ${reason}, ${exitCode}.`)
    // As the system does with all of them when it is shut down.
    if (reason === 'killed' || said.has(type) || !app.isReady()) return
    said.add(type)
    ask(type, reason).catch(log.report)
  })
}
