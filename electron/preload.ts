/** What the page gets from Electron: `window.sharemem`, the service's client, `window.desktop`, and nothing else. */
import { contextBridge, ipcRenderer } from 'electron'
import {
  CALL_CHANNEL,
  DESKTOP_CHANNEL,
  EVENT_CHANNEL,
  PAGE_CHANNEL,
  SUBSCRIBE_CHANNEL,
  THEME_ARGUMENT,
} from './contract/channels.ts'
import type { Desktop, DesktopMessage, Theme } from './contract/desktop.ts'
import type { HostEvent, ServiceClient, ServiceMethod, ServiceParams, ServiceResult } from './contract/service.ts'
import type { WireEvent, WireReply, WireRequest } from './contract/wire.ts'

let lastId = 0

const client: ServiceClient = {
  async call<M extends ServiceMethod>(method: M, params: ServiceParams<M>) {
    lastId += 1
    const request: WireRequest = { id: lastId, method, params }
    const reply: WireReply = await ipcRenderer.invoke(CALL_CHANNEL, request)
    if ('error' in reply) throw new Error(reply.error)
    // The host is our own main process, which answers a method with its result.
    return reply.result as ServiceResult<M>
  },
  subscribe(listener) {
    const hear = fromSnapshotOn(listener)
    const onEvent = (_event: unknown, { event }: WireEvent) => hear(event)
    ipcRenderer.on(EVENT_CHANNEL, onEvent)
    ipcRenderer.send(SUBSCRIBE_CHANNEL)
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, onEvent)
    }
  },
}

/** Events may still arrive for an earlier listener of this page, before this one's own snapshot does. */
function fromSnapshotOn(listener: (event: HostEvent) => void): (event: HostEvent) => void {
  let started = false
  return (event) => {
    started ||= event.type === 'snapshot'
    if (started) listener(event)
  }
}

const themes: readonly Theme[] = ['system', 'light', 'dark']
const given = process.argv.find((argument) => argument.startsWith(THEME_ARGUMENT))?.slice(THEME_ARGUMENT.length)

const desktop: Desktop = {
  theme: themes.find((theme) => theme === given) ?? 'system',
  tell: (message) => ipcRenderer.send(PAGE_CHANNEL, message),
  listen(listener) {
    const onMessage = (_event: unknown, message: DesktopMessage) => listener(message)
    ipcRenderer.on(DESKTOP_CHANNEL, onMessage)
    return () => {
      ipcRenderer.off(DESKTOP_CHANNEL, onMessage)
    }
  },
}

contextBridge.exposeInMainWorld('sharemem', client)
contextBridge.exposeInMainWorld('desktop', desktop)
