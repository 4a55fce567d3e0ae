/** The desktop's end of what the page and the shell tell each other, for the main frame of our own page only. */
import { ipcMain, type WebContents } from 'electron'
import { DESKTOP_CHANNEL, PAGE_CHANNEL } from '../../contract/channels.ts'
import { type DesktopMessage, type PageMessage, pageMessage } from '../../contract/desktop.ts'
import { isTrusted } from './trust.ts'

export interface PageEvents {
  readonly heard: (message: PageMessage, contents: WebContents) => void
  readonly report: (error: unknown) => void
}

/** Returns what tells the page something: at once, or as soon as one is drawn and hears. */
export function setupPage({ heard, report }: PageEvents): (message: DesktopMessage) => void {
  let waiting: DesktopMessage[] = []
  let page: WebContents | null = null
  const known = new WeakSet<WebContents>()

  function forget(contents: WebContents) {
    if (page === contents) page = null
  }
  function watch(contents: WebContents) {
    if (known.has(contents)) return
    known.add(contents)
    contents.on('destroyed', () => forget(contents))
    contents.on('render-process-gone', () => forget(contents))
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) forget(contents)
    })
  }
  function tell(message: DesktopMessage) {
    if (page !== null) return page.send(DESKTOP_CHANNEL, message)
    // A command is meant for what is seen: the page that comes later shows something else.
    if (message.type !== 'command') waiting.push(message)
  }
  ipcMain.on(PAGE_CHANNEL, (event, input: unknown) => {
    if (!isTrusted(event)) return
    const message = pageMessage.safeParse(input)
    if (!message.success) return report(message.error)
    if (message.data.type === 'ready') {
      page = event.sender
      watch(page)
      const late = waiting
      waiting = []
      late.forEach(tell)
    }
    heard(message.data, event.sender)
  })
  return tell
}
