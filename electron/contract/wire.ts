/** The service's messages on a wire: the browser host's WebSocket, which carries JSON, and Electron's IPC. */
import * as z from 'zod/mini'
import { hostEvent } from './service.ts'

/**
 * The subprotocol of a screen that takes records as packed frames (packed/parts.ts), in binary messages: a long run tells
 * 20 KB of JSON for each request. Whoever asks for none gets everything as JSON; a browser that asks has to be answered.
 */
export const PACKED = 'sharemem.packed'

/** No message from a screen is ever near this long, in bytes. */
export const MAXIMUM_REQUEST_BYTES = 64 * 1024

export const wireRequest = z.object({ id: z.number(), method: z.string(), params: z.unknown() })
export type WireRequest = z.infer<typeof wireRequest>

export const wireReply = z.union([
  z.object({ id: z.number(), result: z.unknown() }),
  /** `error` is a sentence for the person. */
  z.object({ id: z.number(), error: z.string() }),
])
export type WireReply = z.infer<typeof wireReply>

export const wireEvent = z.object({ event: hostEvent })
export type WireEvent = z.infer<typeof wireEvent>
