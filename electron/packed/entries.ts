/**
 * Messages, who uses an object, and what becomes of objects, packed field by field. A field that has one of a few words
 * is that word's place among them.
 */
import type { ParticipantEvent } from '../contract/participant.ts'
import type { TraceRecord } from '../contract/trace.ts'
import { hexadecimal, oneOf, type Parts, type ReadParts } from './parts.ts'
import type { Whole } from './ways.ts'

type EventOf<K> = ParticipantEvent & { kind: K }
type RecordOf<K> = TraceRecord & { kind: K }

/** A record is packed as its event is, and then whose it is. */
const ofParticipant =
  <T extends { readonly participant: string }>(packEvent: (parts: Parts, event: T) => void) =>
  (parts: Parts, record: T): void => {
    packEvent(parts, record)
    parts.text(record.participant)
  }

const PHASES = ['posted', 'received'] as const
const CHANGES = ['allocated', 'given', 'got', 'freed', 'left', 'seen'] as const
const TYPES = ['memory', 'event', 'mutex', 'process'] as const
const LIVES = ['created', 'opened', 'closed', 'destroyed'] as const
const SYNCS = ['signalled', 'reset', 'acquired', 'released', 'abandoned'] as const

type MessageField = 'kind' | 't' | 'phase' | 'window' | 'name' | 'id' | 'mp1' | 'mp2'
export type MessageEvent = Whole<EventOf<'message'>, MessageField>
export type MessageRecord = Whole<RecordOf<'message'>, MessageField | 'participant'>

export function packMessageEvent(parts: Parts, { phase, t, window, name, id, mp1, mp2 }: MessageEvent) {
  parts.flags(PHASES.indexOf(phase))
  parts.double(t)
  parts.text(window)
  parts.text(name)
  parts.number(id)
  parts.text(mp1)
  parts.text(mp2)
}
export const packMessageRecord = ofParticipant<MessageRecord>(packMessageEvent)
export function unpackMessageEvent(parts: ReadParts): MessageEvent {
  const phase = oneOf(PHASES, parts.flags())
  const t = parts.double()
  const window = hexadecimal(parts)
  const name = parts.text()
  const id = parts.number()
  return { kind: 'message', t, phase, window, name, id, mp1: hexadecimal(parts), mp2: hexadecimal(parts) }
}
export function unpackMessageRecord(parts: ReadParts): MessageRecord {
  const { kind, t, phase, window, name, id, mp1, mp2 } = unpackMessageEvent(parts)
  return { kind, t, phase, window, name, id, mp1, mp2, participant: parts.text() }
}

interface Kernel {
  readonly name: string
  readonly value: number
}
function packKernel(parts: Parts, { name, value }: Kernel) {
  parts.text(name)
  parts.number(value)
}
const unpackKernel = (parts: ReadParts) => ({ name: parts.text(), value: parts.number() })

/** As a participant tells it. */
export type Usage = Whole<EventOf<'usage'>, 'kind' | 't' | 'object' | 'change' | 'holder' | 'kernel'>

export function packUsage(parts: Parts, { change, t, object, holder, kernel }: Usage) {
  parts.flags(CHANGES.indexOf(change))
  parts.double(t)
  parts.text(object)
  parts.number(holder)
  packKernel(parts, kernel)
}
export function unpackUsage(parts: ReadParts): Usage {
  const change = oneOf(CHANGES, parts.flags())
  const t = parts.double()
  const object = parts.text()
  return { kind: 'usage', t, object, change, holder: parts.number(), kernel: unpackKernel(parts) }
}

/** What becomes of it in the trace. */
export type Count = Whole<RecordOf<'count'>, 'kind' | 't' | 'object' | 'usage' | 'holders' | 'kernel'>

export function packCount(parts: Parts, { t, object, usage, holders, kernel }: Count) {
  parts.double(t)
  parts.text(object)
  parts.number(usage)
  parts.count(holders.length)
  for (const holder of holders) parts.text(holder)
  packKernel(parts, kernel)
}
export function unpackCount(parts: ReadParts): Count {
  const t = parts.double()
  const object = parts.text()
  const usage = parts.number()
  const holders: string[] = []
  for (let left = parts.count(); left > 0; left -= 1) holders.push(parts.text())
  return { kind: 'count', t, object, usage, holders, kernel: unpackKernel(parts) }
}

type ObjectField = 'kind' | 't' | 'object' | 'type' | 'event'
export type ObjectEvent = Whole<EventOf<'object'>, ObjectField>
export type ObjectRecord = Whole<RecordOf<'object'>, ObjectField | 'participant'>

export function packObjectEvent(parts: Parts, { type, event, t, object }: ObjectEvent) {
  parts.flags(TYPES.indexOf(type))
  parts.flags(LIVES.indexOf(event))
  parts.double(t)
  parts.text(object)
}
export const packObjectRecord = ofParticipant<ObjectRecord>(packObjectEvent)
export function unpackObjectEvent(parts: ReadParts): ObjectEvent {
  const type = oneOf(TYPES, parts.flags())
  const event = oneOf(LIVES, parts.flags())
  return { kind: 'object', t: parts.double(), object: parts.text(), type, event }
}
export function unpackObjectRecord(parts: ReadParts): ObjectRecord {
  const { kind, t, object, type, event } = unpackObjectEvent(parts)
  return { kind, t, object, type, event, participant: parts.text() }
}

type SyncField = 'kind' | 't' | 'object' | 'event'
export type SyncEvent = Whole<EventOf<'sync'>, SyncField>
export type SyncRecord = Whole<RecordOf<'sync'>, SyncField | 'participant'>

export function packSyncEvent(parts: Parts, { event, t, object }: SyncEvent) {
  parts.flags(SYNCS.indexOf(event))
  parts.double(t)
  parts.text(object)
}
export const packSyncRecord = ofParticipant<SyncRecord>(packSyncEvent)
export function unpackSyncEvent(parts: ReadParts): SyncEvent {
  const event = oneOf(SYNCS, parts.flags())
  return { kind: 'sync', t: parts.double(), object: parts.text(), event }
}
export function unpackSyncRecord(parts: ReadParts): SyncRecord {
  const { kind, t, object, event } = unpackSyncEvent(parts)
  return { kind, t, object, event, participant: parts.text() }
}
