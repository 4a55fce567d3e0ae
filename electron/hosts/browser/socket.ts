/** One screen's WebSocket: its requests in, replies and events out. */
import type { WebSocket } from 'ws'
import type { HostEvent } from '../../contract/service.ts'
import type { TraceRecord } from '../../contract/trace.ts'
import { PACKED, type WireEvent, type WireReply } from '../../contract/wire.ts'
import { createPacker } from '../../packed/packing.ts'
import { packRecord } from '../../packed/records.ts'
import type { Session } from '../../supervisor/session.ts'
import { NO_ID, type ServiceEntry } from '../service-entry.ts'

/** What may wait for a screen that does not read, in bytes, beyond the snapshot it was sent. */
export const BACKLOG_LIMIT = 8 * 1024 * 1024

/** An event as it goes over a socket. */
export type ToWire = (event: HostEvent) => string | Uint8Array

/** Does the work once for an event, however many screens hear it. */
function once<T>(work: (event: HostEvent) => T): (event: HostEvent) => T {
  let last: { event: HostEvent; done: T } | null = null
  return (event) => {
    if (last?.event !== event) last = { event, done: work(event) }
    return last.done
  }
}

const toText = (event: HostEvent) => JSON.stringify({ event } satisfies WireEvent)

/** Records as frames, of which each builds on those before, and all else as text. */
function createPackedWire(toText: (event: HostEvent) => string): ToWire {
  const packer = createPacker(packRecord)
  function pack(records: readonly TraceRecord[]): Uint8Array {
    for (const record of records) packer.add(record)
    // A copy: a socket may be busy until long after the next records are packed.
    return Buffer.from(packer.take())
  }
  return once((event) => {
    if (event.type === 'records') return pack(event.records)
    // Whoever is told one begins to read only now.
    if (event.type === 'snapshot') packer.forget()
    return toText(event)
  })
}

/** How all screens of a host are told what happens: those that ask for it packed, and the others. */
export function createWires(): { readonly packed: ToWire; readonly text: ToWire } {
  const text = once(toText)
  return { packed: createPackedWire(text), text }
}

export interface ScreenOptions {
  readonly session: Pick<Session, 'subscribe'>
  readonly entry: ServiceEntry
  readonly wires: ReturnType<typeof createWires>
}

/** Serves the screen until its socket closes. A screen that falls behind is dropped: it comes back to a snapshot. */
export function serveScreen(socket: WebSocket, { session, entry, wires }: ScreenOptions): void {
  const toWire = socket.protocol === PACKED ? wires.packed : wires.text
  let allowance = BACKLOG_LIMIT

  function send(message: string | Uint8Array) {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > allowance) socket.terminate()
    else socket.send(message)
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
    const message = toWire(event)
    if (event.type === 'snapshot') allowance = BACKLOG_LIMIT + Buffer.byteLength(message)
    send(message)
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
