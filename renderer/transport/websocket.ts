/** The service over the browser host's WebSocket. */
import * as z from 'zod/mini'
import {
  type HostEvent,
  type ServiceClient,
  type ServiceMethod,
  type ServiceResult,
  serviceMethods,
} from '../../electron/contract/service.ts'
import { type TraceRecord, traceRecord } from '../../electron/contract/trace.ts'
import { PACKED, type WireReply, type WireRequest, wireEvent, wireReply } from '../../electron/contract/wire.ts'
import { RECORDS } from '../../electron/packed/records.ts'
import { createUnpacker, type Unpacker } from '../../electron/packed/unpacking.ts'
import { createKept, SCREEN_LIMITS } from '../../electron/trace/kept.ts'

const FIRST_DELAY = 250
const LONGEST_DELAY = 5000

const NOT_CONNECTED = 'There is no connection to Sharemem at the moment. It is being sought.'
const CONNECTION_LOST = 'The connection to Sharemem was lost before it could answer.'
const NOT_UNDERSTOOD = 'Sharemem answered with something that this page does not understand.'

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

type Snapshot = Extract<HostEvent, { type: 'snapshot' }>

/** What has been heard so far, within the screen's limits, told as one snapshot to whoever subscribes later. */
function createMemory() {
  const kept = createKept(SCREEN_LIMITS)
  let known: Omit<Snapshot, 'records'> | null = null

  function addSnapshot({ records, ...rest }: Snapshot) {
    known = rest
    kept.clear()
    kept.add(records)
  }
  return {
    add(event: HostEvent) {
      if (event.type === 'snapshot') addSnapshot(event)
      else if (!known) return
      else if (event.type === 'header') known.header = event.header
      else if (event.type === 'state') known.state = event.state
      else kept.add(event.records)
    },
    snapshot: (): Snapshot | null => known && { ...known, records: [...kept.records] },
  }
}

type Message = { readonly event: HostEvent } | { readonly reply: WireReply }

const checkRecord = (value: unknown) => z.parse(traceRecord, value)

/** Null for what are no records. */
function unpacked(unpacker: Unpacker, bytes: ArrayBuffer): Message | null {
  try {
    const records = unpacker.unpack(new Uint8Array(bytes)) as TraceRecord[]
    return { event: { type: 'records', records } }
  } catch {
    return null
  }
}

/** A message of the host; null for what is neither a reply nor an event. */
function parsed(data: unknown): Message | null {
  let value: unknown
  try {
    value = JSON.parse(String(data))
  } catch {
    return null
  }
  const event = wireEvent.safeParse(value)
  if (event.success) return event.data
  const reply = wireReply.safeParse(value)
  return reply.success ? { reply: reply.data } : null
}

/**
 * Connects, and connects again whenever the connection closes. A call is refused while there is no connection;
 * subscriptions stay, and hear a snapshot first on each connection. `status` hears of each connection, and of each one lost or not made.
 */
export function connectWebSocket(url: string, status: (connected: boolean) => void): ServiceClient {
  const pending = new Map<number, Pending>()
  const listeners = new Set<(event: HostEvent) => void>()
  const memory = createMemory()
  let socket: WebSocket | null = null
  /** Requests made while the connection is being opened. */
  let unsent: string[] = []
  let delay = FIRST_DELAY
  let lastId = 0

  function open() {
    const opened = new WebSocket(url, PACKED)
    const unpacker = createUnpacker(RECORDS, checkRecord)
    opened.binaryType = 'arraybuffer'
    socket = opened
    opened.addEventListener('open', () => {
      for (const request of unsent) opened.send(request)
      unsent = []
      status(true)
    })
    opened.addEventListener('message', ({ data }) => {
      if (socket !== opened) return
      receive(opened, data instanceof ArrayBuffer ? unpacked(unpacker, data) : parsed(data))
    })
    opened.addEventListener('close', () => {
      if (socket === opened) lost()
    })
  }

  function receive(from: WebSocket, message: Message | null) {
    if (!message) {
      // Whatever it was is missing here from now on: a new connection begins with a snapshot.
      lost()
      from.close()
      return
    }
    delay = FIRST_DELAY
    if ('reply' in message) return settle(message.reply)
    memory.add(message.event)
    for (const listener of [...listeners]) listener(message.event)
  }

  function settle(reply: WireReply) {
    const call = pending.get(reply.id)
    pending.delete(reply.id)
    if ('error' in reply) call?.reject(new Error(reply.error))
    else call?.resolve(reply.result)
  }

  function lost() {
    socket = null
    unsent = []
    const calls = [...pending.values()]
    pending.clear()
    for (const call of calls) call.reject(new Error(CONNECTION_LOST))
    setTimeout(open, delay)
    delay = Math.min(delay * 2, LONGEST_DELAY)
    status(false)
  }

  function send(request: WireRequest) {
    const text = JSON.stringify(request)
    if (socket?.readyState === WebSocket.OPEN) socket.send(text)
    else unsent.push(text)
  }

  open()
  return {
    async call<M extends ServiceMethod>(method: M, params: unknown): Promise<ServiceResult<M>> {
      if (!socket) throw new Error(NOT_CONNECTED)
      lastId += 1
      const id = lastId
      const answer = await new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject })
        send({ id, method, params })
      })
      const result = serviceMethods[method].result.safeParse(answer)
      if (!result.success) throw new Error(NOT_UNDERSTOOD)
      return result.data as ServiceResult<M>
    },
    subscribe(listener) {
      // A function of its own, so that one listener may subscribe twice.
      const hears = (event: HostEvent) => listener(event)
      listeners.add(hears)
      const snapshot = memory.snapshot()
      if (snapshot) hears(snapshot)
      return () => {
        listeners.delete(hears)
      }
    },
  }
}
