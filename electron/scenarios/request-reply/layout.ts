/**
 * What lies in the shared memory of request-reply. Everything that is read from shared memory is copied out
 * first, then checked, then used from the copy: the other process may write at any moment.
 */
import { ERROR_FILE_NOT_FOUND, ERROR_MORE_DATA, NO_ERROR } from '../../../native-bridge/os2/errors.ts'
import type { Touch } from '../../../native-bridge/os2/touch.ts'
import { structure } from '../../../native-bridge/structure.ts'
import type { StructureValue } from '../../../native-bridge/trace.ts'
import type { Address, WindowHandle } from '../../../native-bridge/units.ts'
import type { Element } from './elements.ts'

const VERSION = 1
const REQUEST_MAGIC = 'SHM1'
const REPLY_MAGIC = 'SHM2'
/** No request or reply is longer, in bytes; a longer answer is cut. */
const LARGEST = 16 * 1024

export const operations = ['lookup', 'search', 'echo'] as const
export type Operation = (typeof operations)[number]

/** The request as it lies in memory; the key follows, in UTF-8. */
export const REQUEST = structure('REQUEST', {
  magic: { chars: 4 },
  version: 'u32',
  /** Of header and key together, in bytes. */
  size: 'u32',
  id: 'u32',
  /** The window that the answer goes to. */
  hwndReply: 'u32',
  /** An index into `operations`, from 1. */
  operation: 'u16',
  flags: 'u16',
  keyLength: 'u32',
})
/** The client wants WM_ACK before its request is processed. */
const ACKNOWLEDGE_RECEIPT = 1

/** The reply as it lies in memory; `count` records follow, or the echoed text. */
export const REPLY = structure('REPLY', {
  magic: { chars: 4 },
  version: 'u32',
  /** Of header and data together, in bytes. */
  size: 'u32',
  id: 'u32',
  /** NO_ERROR, ERROR_FILE_NOT_FOUND for no such element, or ERROR_MORE_DATA for an answer cut to the object. */
  status: 'u32',
  /** The size that the whole answer needs. */
  sizeNeeded: 'u32',
  operation: 'u32',
  count: 'u32',
})

export const ELEMENT = structure('ELEMENT', {
  number: 'u16',
  period: 'u8',
  /** 0 for the lanthanides and actinides. */
  group: 'u8',
  symbol: { chars: 4 },
  /** In unified atomic mass units. */
  mass: 'f64',
  name: { chars: 24 },
  category: { chars: 24 },
})

export interface Request {
  readonly id: number
  readonly hwndReply: WindowHandle
  readonly operation: Operation
  readonly key: string
  readonly acknowledgeReceipt: boolean
}

export type Answer =
  | { readonly operation: 'lookup' | 'search'; readonly elements: Element[] }
  | { readonly operation: 'echo'; readonly text: string }

const operationCode = (operation: Operation) => operations.indexOf(operation) + 1

export function writeRequest(touch: Touch, pb: Address, request: Request) {
  const key = Buffer.from(request.key, 'utf8')
  const header = {
    magic: REQUEST_MAGIC,
    version: VERSION,
    size: REQUEST.size + key.length,
    id: request.id,
    hwndReply: request.hwndReply,
    operation: operationCode(request.operation),
    flags: request.acknowledgeReceipt ? ACKNOWLEDGE_RECEIPT : 0,
    keyLength: key.length,
  }
  const bytes = Buffer.alloc(header.size)
  REQUEST.write(bytes, header)
  key.copy(bytes, REQUEST.size)
  touch.write(pb, 0, bytes, withText(REQUEST.describe(header), 'key', REQUEST.size, request.key))
}

/** The request in the object, or what is wrong with it, in words. */
export function readRequest(touch: Touch, pb: Address): Request | string {
  const room = Math.min(touch.sizeOf(pb), LARGEST)
  if (room < REQUEST.size) return `the object is too small for a request: ${room} bytes`
  const bytes = touch.read(pb, 0, room, (copy) => {
    const header = REQUEST.read(copy)
    const key = copy.toString('utf8', REQUEST.size, Math.min(room, REQUEST.size + header.keyLength))
    return withText(REQUEST.describe(header), 'key', REQUEST.size, key)
  })
  const header = REQUEST.read(bytes)
  const operation = operations[header.operation - 1]
  if (header.magic !== REQUEST_MAGIC) return `the magic is '${header.magic}', not ${REQUEST_MAGIC}`
  if (header.version !== VERSION) return `version ${header.version} is unknown, this is version ${VERSION}`
  if (header.size !== REQUEST.size + header.keyLength || header.size > room) {
    return `a size of ${header.size} bytes does not fit a key of ${header.keyLength} in an object of ${room}`
  }
  if (!operation) return `operation ${header.operation} is unknown`
  return {
    id: header.id,
    hwndReply: header.hwndReply as WindowHandle,
    operation,
    key: bytes.toString('utf8', REQUEST.size, header.size),
    acknowledgeReceipt: (header.flags & ACKNOWLEDGE_RECEIPT) !== 0,
  }
}

/** Writes as much of the answer as the object holds. */
export function writeReply(touch: Touch, pb: Address, id: number, answer: Answer) {
  const room = Math.min(touch.sizeOf(pb), LARGEST) - REPLY.size
  const data = encodeAnswer(answer)
  const fitting = data.subarray(0, answer.operation === 'echo' ? room : room - (room % ELEMENT.size))
  const header = {
    magic: REPLY_MAGIC,
    version: VERSION,
    size: REPLY.size + fitting.length,
    id,
    status: statusOf(answer, fitting.length < data.length),
    sizeNeeded: REPLY.size + data.length,
    operation: operationCode(answer.operation),
    count: answer.operation === 'echo' ? 1 : fitting.length / ELEMENT.size,
  }
  const bytes = Buffer.alloc(header.size)
  REPLY.write(bytes, header)
  fitting.copy(bytes, REPLY.size)
  touch.write(pb, 0, bytes, describeReply(bytes))
}

function statusOf(answer: Answer, cut: boolean): number {
  if (cut) return ERROR_MORE_DATA
  return answer.operation !== 'echo' && answer.elements.length === 0 ? ERROR_FILE_NOT_FOUND : NO_ERROR
}

function encodeAnswer(answer: Answer): Buffer {
  if (answer.operation === 'echo') return Buffer.from(answer.text, 'utf8')
  const bytes = Buffer.alloc(answer.elements.length * ELEMENT.size)
  answer.elements.forEach((element, index) => {
    ELEMENT.write(bytes, { ...element }, index * ELEMENT.size)
  })
  return bytes
}

/** Copies the reply out of the object; the trace shows what it says. Returns what is wrong with it, if anything. */
export function readReply(touch: Touch, pb: Address, id: number): string | undefined {
  const room = Math.min(touch.sizeOf(pb), LARGEST)
  const bytes = touch.read(pb, 0, room, describeReply)
  const header = REPLY.read(bytes)
  if (header.magic !== REPLY_MAGIC) return `the magic is '${header.magic}', not ${REPLY_MAGIC}`
  if (header.version !== VERSION) return `version ${header.version} is unknown, this is version ${VERSION}`
  if (header.size < REPLY.size || header.size > room) return `a reply of ${header.size} bytes does not fit the object`
  if (header.id !== id) return `the reply is to request ${header.id}, not ${id}`
  return undefined
}

function describeReply(bytes: Buffer): StructureValue {
  const header = REPLY.read(bytes)
  const end = Math.min(header.size, bytes.length)
  const described = REPLY.describe(header)
  if (operations[header.operation - 1] === 'echo') {
    return withText(described, 'text', REPLY.size, bytes.toString('utf8', REPLY.size, end))
  }
  const rows: Element[] = []
  for (let at = REPLY.size; at + ELEMENT.size <= end; at += ELEMENT.size) rows.push(ELEMENT.read(bytes, at))
  return { ...described, rows: rows.map((row) => ({ ...row })) }
}

function withText(described: StructureValue, name: string, offset: number, value: string): StructureValue {
  const field = { name, offset, size: Buffer.byteLength(value), value }
  return { ...described, fields: [...described.fields, field] }
}
