/** The service over Electron's IPC, for the main frame of our own page only. */
import { ipcMain, type WebContents } from 'electron'
import { CALL_CHANNEL, EVENT_CHANNEL, SUBSCRIBE_CHANNEL } from '../../contract/channels.ts'
import type { WireEvent } from '../../contract/wire.ts'
import type { Session } from '../../supervisor/session.ts'
import { createServiceEntry } from '../service-entry.ts'
import { isTrusted } from './trust.ts'

export function setupIpc(session: Session, report: (error: unknown) => void): void {
  const entry = createServiceEntry(session, report, 'log')
  const subscriptions = createSubscriptions(session)
  ipcMain.handle(CALL_CHANNEL, (event, request: unknown) => {
    if (!isTrusted(event)) throw new Error('Only the page of Sharemem may ask.')
    return entry(request)
  })
  ipcMain.on(SUBSCRIBE_CHANNEL, (event) => {
    if (isTrusted(event)) subscriptions.renew(event.sender)
  })
}

/** Which pages hear the session's events: those that asked, from a snapshot on, until they are gone. */
function createSubscriptions(session: Session) {
  const active = new Map<WebContents, () => void>()
  const known = new WeakSet<WebContents>()

  function end(contents: WebContents) {
    active.get(contents)?.()
    active.delete(contents)
  }
  function watch(contents: WebContents) {
    if (known.has(contents)) return
    known.add(contents)
    contents.on('destroyed', () => end(contents))
    contents.on('render-process-gone', () => end(contents))
  }
  return {
    renew(contents: WebContents) {
      end(contents)
      watch(contents)
      const unsubscribe = session.subscribe((event) => {
        if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, { event } satisfies WireEvent)
      })
      active.set(contents, unsubscribe)
    },
  }
}
