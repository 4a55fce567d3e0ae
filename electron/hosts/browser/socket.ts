/** One screen's WebSocket: its requests in, replies and events out. */
import type { WebSocket } from 'ws'
import type { HostEvent } from '../../contract/service.ts'
import type { WireEvent, WireReply } from '../../contract/wire.ts'
import type { Session } from '../../supervisor/session.ts'
import { NO_ID, type ServiceEntry } from '../service-entry.ts'

/** What may wait for a screen that does not read, in bytes, beyond the snapshot it was sent. */
export const BACKLOG_LIMIT = 8 * 1024 * 1024

/** Turns an event into text once, however many screens hear it. */
export function createEventText(): (event: HostEvent) => string {
  let last: { event: HostEvent; text: string } | null = null
  return (event) => {
    if (last?.event !== event) last = { event, text: JSON.stringify({ event } satisfies WireEvent) }
    return last.text
  }
}

export interface ScreenOptions {
  readonly session: Pick<Session, 'subscribe'>
  readonly entry: ServiceEntry
  readonly eventText: (event: HostEvent) => string
}

/** Serves the screen until its socket closes. A screen that falls behind is dropped: it comes back to a snapshot. */
export function serveScreen(socket: WebSocket, { session, entry, eventText }: ScreenOptions): void {
  let allowance = BACKLOG_LIMIT

  function send(text: string) {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > allowance) socket.terminate()
    else socket.send(text)
  }
  const reply = (reply: WireReply) => send(JSON.stringify(reply))

  // Oversize and broken frames end in an error event; ws closes the socket itself.
  socket.on('error', () => socket.terminate())
  socket.on('message', (data, isBinary) => {
    const input = isBinary ? undefined : parsed(String(data))
    if (input === undefined) reply({ id: NO_ID, error: 'The request must be a JSON text, but is none.' })
    else void entry(input).then(reply)
  })
  const unsubscribe = session.subscribe((event) => {
    const text = eventText(event)
    if (event.type === 'snapshot') allowance = BACKLOG_LIMIT + Buffer.byteLength(text)
    send(text)
  })
  socket.on('close', unsubscribe)
}

/** Undefined when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
