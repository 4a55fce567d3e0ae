/** What the page gets from Electron: `window.sharemem`, the service's client, and nothing else. */
import { contextBridge, ipcRenderer } from 'electron'
import type { HostEvent, ServiceClient, ServiceMethod, ServiceParams, ServiceResult } from './contract/service.ts'
import {
  CALL_CHANNEL,
  EVENT_CHANNEL,
  SUBSCRIBE_CHANNEL,
  type WireEvent,
  type WireReply,
  type WireRequest,
} from './contract/wire.ts'

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

contextBridge.exposeInMainWorld('sharemem', client)
