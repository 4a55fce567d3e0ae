/** What a participant reports beside what it has done, packed field by field: where it stands, and its timers. */
import type { ParticipantReport } from '../contract/participant.ts'
import { packArgs, unpackArgs } from './calls.ts'
import { oneOf, type Parts, type ReadParts } from './parts.ts'
import { packPosition, unpackPosition } from './places.ts'
import type { Whole } from './ways.ts'

type ReportOf<T> = ParticipantReport & { type: T }

type Stand = ReportOf<'halted'> | ReportOf<'blocked'>
type Step = Whole<Stand['call'], 'api' | 'name' | 'args' | 'uses' | 'waits' | 'timeout'>
type Use = Whole<NonNullable<Step['uses']>[number], 'object' | 'access'>
/** Before a step: one that is about to be made, or one that may wait. */
export type Halted = Whole<ReportOf<'halted'>, 'type' | 't' | 'call' | 'position'>
export type Blocked = Whole<ReportOf<'blocked'>, 'type' | 't' | 'call' | 'position'>

const APIS = ['os2', 'winapi', 'crt', 'memory'] as const
const ACCESSES = ['read', 'write', 'free'] as const
/** Which of its fields are there. */
const HAS = { uses: 1, waits: 2, timeout: 4, end: 8, place: 16 }

function packUse(parts: Parts, { object, access }: Use) {
  parts.flags(ACCESSES.indexOf(access))
  parts.text(object)
}
function unpackUse(parts: ReadParts): Use {
  const access = oneOf(ACCESSES, parts.flags())
  return { object: parts.text(), access }
}

function packStep(parts: Parts, { api, name, args, uses, waits, timeout }: Step, hasPlace: boolean) {
  parts.flags(
    (uses ? HAS.uses : 0) |
      (waits ? HAS.waits : 0) |
      (timeout === undefined ? 0 : HAS.timeout) |
      (typeof timeout === 'number' ? HAS.end : 0) |
      (hasPlace ? HAS.place : 0),
  )
  parts.flags(APIS.indexOf(api))
  parts.text(name)
  packArgs(parts, args)
  if (uses) {
    parts.count(uses.length)
    for (const use of uses) packUse(parts, use)
  }
  if (waits) {
    parts.count(waits.length)
    for (const object of waits) parts.text(object)
  }
  if (typeof timeout === 'number') parts.number(timeout)
}

function many<T>(parts: ReadParts, read: (parts: ReadParts) => T): T[] {
  const all: T[] = []
  for (let left = parts.count(); left > 0; left -= 1) all.push(read(parts))
  return all
}
const unpackObject = (parts: ReadParts) => parts.text()

function unpackStep(parts: ReadParts, flags: number): Step {
  const api = oneOf(APIS, parts.flags())
  const name = parts.text()
  const step: Step = { api, name, args: unpackArgs(parts) }
  if (flags & HAS.uses) step.uses = many(parts, unpackUse)
  if (flags & HAS.waits) step.waits = many(parts, unpackObject)
  if (flags & HAS.timeout) step.timeout = flags & HAS.end ? parts.number() : null
  return step
}

/** Of either: which one it is, is told by the tag before it. */
export function packStand(parts: Parts, { call, t, position }: Halted | Blocked): void {
  packStep(parts, call, position !== null)
  parts.double(t)
  if (position) packPosition(parts, position)
}
const unpackStand = (parts: ReadParts) => {
  const flags = parts.flags()
  const call = unpackStep(parts, flags)
  const t = parts.double()
  return { t, call, position: flags & HAS.place ? unpackPosition(parts) : null }
}
export function unpackHalted(parts: ReadParts): Halted {
  const { t, call, position } = unpackStand(parts)
  return { type: 'halted', t, call, position }
}
export function unpackBlocked(parts: ReadParts): Blocked {
  const { t, call, position } = unpackStand(parts)
  return { type: 'blocked', t, call, position }
}

export type TimerStart = Whole<ReportOf<'timer-start'>, 'type' | 'window' | 'id' | 'milliseconds'>
export function packTimerStart(parts: Parts, { window, id, milliseconds }: TimerStart): void {
  parts.number(window)
  parts.number(id)
  parts.number(milliseconds)
}
export const unpackTimerStart = (parts: ReadParts): TimerStart => ({
  type: 'timer-start',
  window: parts.number(),
  id: parts.number(),
  milliseconds: parts.number(),
})

export type TimerStop = Whole<ReportOf<'timer-stop'>, 'type' | 'window' | 'id'>
export function packTimerStop(parts: Parts, { window, id }: TimerStop): void {
  parts.number(window)
  parts.number(id)
}
export const unpackTimerStop = (parts: ReadParts): TimerStop => ({
  type: 'timer-stop',
  window: parts.number(),
  id: parts.number(),
})
