/** One participant as the supervisor sees it. */
import { KEYBOARD } from '../../native-bridge/crt/index.ts'
import type { ParticipantReport } from '../contract/participant.ts'
import type { ParticipantState } from '../contract/service.ts'
import type { ScenarioInfo } from '../contract/settings.ts'
import type { HeaderParticipant } from '../contract/trace.ts'
import type { Verdict } from '../scenarios/process.ts'
import type { CastMember } from '../scenarios/scenario.ts'
import type { Exit, ParticipantLink } from './links.ts'
import { sourceOf } from './source-lines.ts'

export interface Party extends CastMember {
  link: ParticipantLink | null
  phase: ParticipantState['phase']
  call: ParticipantState['call']
  /** For how long the run's clock had stood still when its call began, in milliseconds. */
  stoodBefore: number
  /** Whether the key that it waits for, or is about to, has been pressed already. */
  keyGiven: boolean
  /** Whether it waits for what a program of somebody else's makes. */
  awaiting: boolean
  /** How many keys it has waited for. */
  keys: number
  /** Whether it has told that its program is over. */
  done: boolean
  verdict: Verdict | null
  exit: Exit | null
  /** The stack of the programming error that ended it. */
  crash: string | null
  /** Whether the supervisor ended it by force. */
  killed: boolean
  /** What it did not do in time, for which it was ended: `did not answer within 500 ms`. */
  hung: string | null
  /** What it waited for when nothing could wake it any more: `in WaitForSingleObject for Done`. */
  stranded: string | null
}

export const createParty = (member: CastMember): Party => ({
  ...member,
  link: null,
  phase: 'starting',
  call: null,
  stoodBefore: 0,
  keyGiven: false,
  awaiting: false,
  keys: 0,
  // What it does nobody tells; its exit code says whether it was well.
  done: member.external !== undefined,
  verdict: null,
  exit: null,
  crash: null,
  killed: false,
  hung: null,
  stranded: null,
})

/** A run's clock: nanoseconds since its start, and for how many milliseconds of them it stood still. */
export interface Elapsed {
  elapsed(): number
  stood(): number
}
const MILLISECOND = 1e6

/** A wait takes time by the run's clock only. */
function withTime({ call, phase, stoodBefore }: Party, { elapsed, stood }: Elapsed): ParticipantState['call'] {
  if (!call || phase !== 'blocked') return call
  const waited = (elapsed() - call.since) / MILLISECOND - (stood() - stoodBefore)
  return { ...call, waited: Math.max(0, waited) }
}

export const stateOf = (party: Party, clock: Elapsed): ParticipantState => ({
  id: party.id,
  pid: party.link?.pid ?? null,
  phase: party.phase,
  call: withTime(party, clock),
})

/** It has halted before, or is blocked in, the call of the report. */
export function standAt(
  party: Party,
  report: ParticipantReport & { type: 'halted' | 'blocked' },
  { origin, stood }: { readonly origin: number; readonly stood: number },
) {
  const { api, name, args, uses, waits, timeout } = report.call
  party.phase = report.type
  const since = report.t - origin
  party.call = { api, name, args, uses, waits, timeout, source: sourceOf(report.position), since }
  party.stoodBefore = stood
  if (report.type === 'blocked' && waitsForKey(party)) party.keys += 1
}

export function goOn(party: Party) {
  party.phase = 'running'
  party.call = null
  party.keyGiven = false
}

/** It ended with an error, by a signal that the supervisor did not send, or before its program was over. */
export function hasCrashed({ exit, crash, killed, done }: Party): boolean {
  if (crash !== null) return true
  return exit !== null && !killed && (exit.code !== 0 || exit.signal !== null || !done)
}

/** As the trace's header tells it, before it has started. */
export function toHeader(
  { id, program, external }: Party,
  { programs }: Pick<ScenarioInfo, 'programs'>,
): HeaderParticipant {
  const described = programs.find(({ name }) => name === program)
  return {
    ...{ id, role: program, pid: null, program },
    ...(described && { tone: described.tone, side: described.side }),
    ...(external && { external: true }),
  }
}

/** It waits for a key to be pressed at its console, or is about to. */
export const waitsForKey = ({ call }: Party) => call?.waits?.includes(KEYBOARD) === true
