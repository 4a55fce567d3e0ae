/**
 * The “application specific structure” in the shared memory. Client and server each write their own half of it only: a
 * server that answers late must not find its own half overwritten.
 */
import { structure } from '../../../native-bridge/structure.ts'
import type { Touch } from '../../../native-bridge/touch/touch.ts'
import type { StructureValue } from '../../../native-bridge/trace.ts'

/** Request and reply, in bytes, with the zero that ends them. */
const TEXT = { chars: 248 } as const
const CALLER = { client: 'u32', sequence: 'u32' } as const
const ANSWERER = { server: 'u32', answered: 'u32' } as const

/**
 * `client` and `server` are process ids; `sequence` counts the requests of all clients, and `answered` is that of the
 * request which the reply belongs to.
 */
const EXCHANGE = structure('EXCHANGE', { ...CALLER, ...ANSWERER, request: TEXT, reply: TEXT })
const caller = structure('CALLER', CALLER)
const request = structure('REQUEST', { request: TEXT })
const answerer = structure('ANSWERER', ANSWERER)
const reply = structure('REPLY', { reply: TEXT })

const ANSWERER_AT = caller.size
const REQUEST_AT = ANSWERER_AT + answerer.size
const REPLY_AT = REQUEST_AT + request.size

/** In bytes. */
export const SIZE = EXCHANGE.size

/** Copies all of it out. */
export function readExchange(views: Touch, at: number) {
  const bytes = views.read(at, 0, SIZE, (read) => EXCHANGE.describe(EXCHANGE.read(read)))
  return EXCHANGE.read(bytes)
}

interface Part<Values> {
  readonly size: number
  write(bytes: Buffer, values: Values): void
  describe(values: Values): StructureValue
}

function write<Values>(views: Touch, at: number, offset: number, part: Part<Values>, values: Values) {
  const bytes = Buffer.alloc(part.size)
  part.write(bytes, values)
  views.write(at, offset, bytes, part.describe(values))
}

/** Fills the client's half; only who has the mutex may. Returns the request's sequence number. */
export function writeRequest(views: Touch, at: number, client: number, text: string): number {
  const { sequence: before } = readExchange(views, at)
  const sequence = (before + 1) >>> 0
  write(views, at, REQUEST_AT, request, { request: text })
  write(views, at, 0, caller, { client, sequence })
  return sequence
}

/** Fills the server's half. */
export function writeReply(views: Touch, at: number, server: number, answered: number, text: string) {
  write(views, at, REPLY_AT, reply, { reply: text })
  write(views, at, ANSWERER_AT, answerer, { server, answered })
}

export const replyTo = (text: string) => `reply to ${text}`
