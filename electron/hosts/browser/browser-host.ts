/**
 * The service over a WebSocket and the renderer over HTTP, for this machine only: without Electron's runtime, for
 * tests, and for a class that follows in browsers. Everything lives behind a secret first path segment.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { MAXIMUM_REQUEST_BYTES, PACKED } from '../../contract/wire.ts'
import type { Session } from '../../supervisor/session.ts'
import { createServiceEntry } from '../service-entry.ts'
import { createGuard, type Guard, pathOf } from './guard.ts'
import { createPages, type Pages } from './pages.ts'
import { createWires, serveScreen } from './socket.ts'
import { createToken } from './token.ts'

const ADDRESS = '127.0.0.1'
const SOCKET_PATH = '/contract'

export interface BrowserHostOptions {
  readonly session: Session
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** The built renderer, with its index.html. */
  readonly rendererFolder: string
  /** Gets programming errors; the console unless told otherwise. */
  readonly report?: (error: unknown) => void
}

export interface BrowserHost {
  /** With the token: who knows it may use the host. */
  readonly url: string
  /** Closes every connection; the session stays as it is. */
  close(): Promise<void>
}

/** Rejects with the system's error (`EADDRINUSE`, `EACCES`) when the port cannot be had. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { session, port = 0, rendererFolder, report = console.error } = options
  const server = createServer()
  const sockets = new WebSocketServer({
    ...{ noServer: true, maxPayload: MAXIMUM_REQUEST_BYTES, perMessageDeflate: false },
    handleProtocols: (asked) => asked.has(PACKED) && PACKED,
  })
  const screen = { session, entry: createServiceEntry(session, report), wires: createWires() }
  const taken = await listen(server, port)
  const token = createToken()
  const guard = createGuard(token, taken)
  const pages = createPages(rendererFolder)

  server.on('request', (request, response) => {
    answer(request, response, guard, pages).catch((error) => {
      report(error)
      response.destroy()
    })
  })
  server.on('upgrade', (request, connection, head) => {
    const refusal = refusalOf(request, guard)
    if (refusal) return refuse(connection, refusal)
    sockets.handleUpgrade(request, connection, head, (socket) => serveScreen(socket, screen))
  })
  return { url: `http://${ADDRESS}:${taken}/${token}/`, close: () => close(server, sockets) }
}

async function answer(request: IncomingMessage, response: ServerResponse, guard: Guard, pages: Pages) {
  const path = guard.admitted(request)
  if (path === null) return response.writeHead(404).end()
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return response.writeHead(405, { Allow: 'GET, HEAD' }).end()
  if (path === '') return response.writeHead(308, { Location: `${pathOf(request)}/` }).end()
  const page = await pages(path.slice(1), [guard.socketOrigin(request)])
  response.writeHead(page.status, { ...page.headers, 'Content-Length': page.body.byteLength })
  return response.end(request.method === 'HEAD' ? undefined : page.body)
}

/** A stranger learns nothing; a foreign page that has the token is told that it is not welcome. */
function refusalOf(request: IncomingMessage, guard: Guard): string | null {
  if (guard.admitted(request) !== SOCKET_PATH) return '404 Not Found'
  return guard.ownOrigin(request) ? null : '403 Forbidden'
}

function refuse(connection: Duplex, status: string): void {
  connection.on('error', () => connection.destroy())
  connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => connection.destroy())
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, ADDRESS, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Server.close waits for open connections, so they are ended. */
function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate()
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
