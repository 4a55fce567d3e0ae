/** What a participant tells, what it has done and what else it reports: what of it is packed field by field, and how. */
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'
import { packCallEvent, unpackCallEvent } from './calls.ts'
import { packDataEvent, unpackDataEvent } from './data.ts'
import {
  packMessageEvent,
  packObjectEvent,
  packSyncEvent,
  packUsage,
  unpackMessageEvent,
  unpackObjectEvent,
  unpackSyncEvent,
  unpackUsage,
} from './entries.ts'
import { type Parts, TAG } from './parts.ts'
import {
  packStand,
  packTimerStart,
  packTimerStop,
  unpackBlocked,
  unpackHalted,
  unpackTimerStart,
  unpackTimerStop,
} from './reports.ts'
import { packedBy, readersOf, type Ways } from './ways.ts'

/** Events stand for themselves, without the report that they came in. */
export type Told = ParticipantEvent | Exclude<ParticipantReport, { type: 'events' }>
type Report = Exclude<Told, ParticipantEvent>

const eventWays: Ways<ParticipantEvent, 'kind'> = {
  call: { tag: TAG.callEvent, pack: packCallEvent, unpack: unpackCallEvent },
  message: { tag: TAG.messageEvent, pack: packMessageEvent, unpack: unpackMessageEvent },
  usage: { tag: TAG.usage, pack: packUsage, unpack: unpackUsage },
  data: { tag: TAG.dataEvent, pack: packDataEvent, unpack: unpackDataEvent },
  object: { tag: TAG.objectEvent, pack: packObjectEvent, unpack: unpackObjectEvent },
  sync: { tag: TAG.syncEvent, pack: packSyncEvent, unpack: unpackSyncEvent },
}
const reportWays: Ways<Report, 'type'> = {
  halted: { tag: TAG.halted, pack: packStand, unpack: unpackHalted },
  blocked: { tag: TAG.blocked, pack: packStand, unpack: unpackBlocked },
  'timer-start': { tag: TAG.timerStart, pack: packTimerStart, unpack: unpackTimerStart },
  'timer-stop': { tag: TAG.timerStop, pack: packTimerStop, unpack: unpackTimerStop },
}
const packEvent = packedBy<ParticipantEvent>(eventWays, ({ kind }) => kind)
const packReport = packedBy<Report>(reportWays, ({ type }) => type)

/** What was done, and no report. */
export const isEvent = (told: Told): told is ParticipantEvent => 'kind' in told

/** To be read with TOLD. */
export const packTold = (parts: Parts, told: Told): void =>
  isEvent(told) ? packEvent(parts, told) : packReport(parts, told)
export const TOLD = readersOf(eventWays, reportWays)
