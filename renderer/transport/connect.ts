import type { ServiceClient } from '../../electron/contract/service.ts'
import { electronClient } from './electron.ts'
import { connectWebSocket } from './websocket.ts'

function contractUrl(): string {
  const url = new URL('contract', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

/** Connects this page to its host, Electron or the browser host; `status` hears whether it is connected. */
export function connect(status: (connected: boolean) => void): ServiceClient {
  const client = electronClient()
  if (!client) return connectWebSocket(contractUrl(), status)
  status(true)
  return client
}
