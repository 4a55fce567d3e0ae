/** Who may talk to the browser host, by what every request carries: its address, Host and Origin. */
import type { IncomingMessage } from 'node:http'
import { sameToken } from './token.ts'

export interface Guard {
  /** The path behind the token, '' without even a slash; null for a stranger, who is to learn nothing. */
  admitted(request: IncomingMessage): string | null
  /** Whether a page of this host itself asks; a missing Origin is no page of ours. */
  ownOrigin(request: IncomingMessage): boolean
  /** Where pages answered to this request may open their WebSocket. */
  socketOrigin(request: IncomingMessage): string
}

/** As it came, still percent-encoded, without the query. */
export const pathOf = (request: IncomingMessage) => (request.url ?? '').replace(/[?#].*$/, '')

/** A Host header of another name means that a foreign name was made to point at this machine (DNS rebinding). */
export function createGuard(token: string, port: number): Guard {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const knownHost = ({ headers }: IncomingMessage) => headers.host !== undefined && hosts.includes(headers.host)

  return {
    admitted(request) {
      const [, first = '', ...rest] = pathOf(request).split('/')
      if (!sameToken(first, token) || !knownHost(request)) return null
      return rest.map((segment) => `/${segment}`).join('')
    },
    ownOrigin: (request) => knownHost(request) && request.headers.origin === `http://${request.headers.host}`,
    socketOrigin: ({ headers }) => `ws://${headers.host}`,
  }
}
