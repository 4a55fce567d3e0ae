/** What passes between the supervisor and a participant's control, over Node's IPC channel or by direct call. */
import * as z from 'zod/mini'
import { fault } from './fault.ts'
import { settings } from './settings.ts'
import {
  callFields,
  countRecord,
  dataRecord,
  messageRecord,
  objectRecord,
  outcomeName,
  outputRecord,
  remarkRecord,
  scalar,
  stepApi,
  syncRecord,
  use,
  windowRecord,
} from './trace.ts'

/** How a participant is started. */
export const participantStart = z.object({
  id: z.string(),
  scenario: z.string(),
  /** The messages that say that a person asks, and that a child has ended; null for programs without windows. */
  signals: z.nullable(z.object({ ask: z.number(), childEnded: z.number() })),
  /** The function of the scenario's file that it runs. */
  program: z.string(),
  /** Whether it lives in the host's process, which must not fault. */
  inHost: z.boolean(),
  settings,
  argv: z.array(z.string()),
  /** Whether every step waits to be released. */
  gated: z.boolean(),
  /** Whether the run's clock stands still, because somebody is held before a step. */
  held: z.boolean(),
  interactive: z.boolean(),
  /** What is to go wrong; null when nothing is. */
  fault: z.nullable(fault),
  /** After how many milliseconds in which it neither waits for anybody nor goes on it is taken to hang. */
  patience: z.number(),
  /** The section that has to be there before its program begins: a program of somebody else's makes it. */
  awaits: z.optional(z.string()),
  /** The participants that somebody else starts; present where any program of the run is somebody else's. */
  unstarted: z.optional(z.array(z.string())),
  /** The handle of the host's own window, which hands on what it gets; present where the settings name it. */
  frame: z.optional(z.number()),
})
export type ParticipantStart = z.infer<typeof participantStart>

/** How a child of the participant has ended, in DosWaitChild's numbers (TC_*). */
export interface EndedChild {
  readonly pid: number
  readonly codeTerminate: number
  readonly codeResult: number
}

/** A message that a window of the host's own has got for a participant. */
export interface HandedOn {
  readonly window: number
  readonly id: number
  readonly mp1: number
  readonly mp2: number
}

/** Supervisor to control. */
export type ControlCommand =
  | { readonly type: 'gate'; readonly gated: boolean }
  /** Releases one step: a call, or a touch of shared memory. */
  | { readonly type: 'release' }
  | { readonly type: 'ask'; readonly text: string }
  | { readonly type: 'timer'; readonly window: number; readonly id: number }
  /** It is received like one of the participant's own queue. */
  | { readonly type: 'hand-on'; readonly message: HandedOn }
  /** The answer to `exec`; null when the program could not be started. */
  | { readonly type: 'started'; readonly pid: number | null }
  | { readonly type: 'child-ended'; readonly child: EndedChild }
  /** A key is pressed at its console. */
  | { readonly type: 'key' }
  /** The run's clock stands still from now on, or goes on. */
  | { readonly type: 'clock'; readonly held: boolean }
  /** A program that is not traced has been seen: it is no longer looked for all the time. */
  | { readonly type: 'others-came' }
  /** Asks for all that it has done, at once; answered only by one that waits. */
  | { readonly type: 'catch-up' }
  /** Ends a hang that was provoked. */
  | { readonly type: 'rouse' }
  /** Posts WM_QUIT, and presses a key: the program ends by itself, as when a person closes the program. */
  | { readonly type: 'quit' }
  /** Ends the participant at its next call; what it holds is freed. */
  | { readonly type: 'stop' }

/** Supervisor to the third process that a fault brings in. */
export type StrangerCommand = { readonly type: 'window' | 'gone'; readonly window: number } | { readonly type: 'end' }

/** What the third process has done, at its end. */
export const strangerReport = z.object({ posted: z.number(), refused: z.number(), rewritten: z.number() })
export type StrangerReport = z.infer<typeof strangerReport>

const time = z.number()
/** Of a line or a column, from 1; it fits 31 bits. */
const ordinal = z.number().check(z.minimum(1), z.maximum(2 ** 31 - 1), z.multipleOf(1))
const position = z.nullable(z.object({ file: z.string(), line: ordinal, column: ordinal }))
/** A call that is about to be made; of `memory`, bytes of shared memory that are about to be read or written. */
const pendingCall = z.object({
  api: stepApi,
  name: z.string(),
  args: z.record(z.string(), scalar),
  /** What it does with which objects, as far as that is known before. */
  uses: z.optional(z.array(use)),
  /** The objects that it waits for, if it may wait, and for how long, in milliseconds; null is for ever. */
  waits: z.optional(z.array(z.string())),
  timeout: z.optional(z.nullable(z.number())),
})

/** Whose it is the supervisor knows, and writes into the record. */
const whose = { participant: true } as const
/**
 * Times as the participant's clock tells them; places as in the built file. The supervisor makes records of them: what
 * both have is described with the records.
 */
export const traceEvent = z.discriminatedUnion('kind', [
  z.object({ ...callFields, object: z.optional(z.string()), position }),
  z.omit(messageRecord, whose),
  z.omit(windowRecord, whose),
  z.object({
    kind: z.literal('usage'),
    t: time,
    object: z.string(),
    change: z.enum(['allocated', 'given', 'got', 'freed', 'left', 'seen']),
    holder: z.number(),
    kernel: countRecord.shape.kernel,
  }),
  z.extend(z.omit(dataRecord, { ...whose, source: true }), { position }),
  z.omit(objectRecord, whose),
  z.omit(syncRecord, whose),
  z.omit(outputRecord, whose),
  z.omit(remarkRecord, whose),
])
export type ParticipantEvent = z.infer<typeof traceEvent>

const verdict = z.object({ name: outcomeName, text: z.string() })

/** Control to supervisor. */
export const participantReport = z.discriminatedUnion('type', [
  /** The participant thread stands at the beginning of its program. */
  z.object({ type: z.literal('ready'), t: time }),
  /** It waits for a section that a program of somebody else's makes. */
  z.object({ type: z.literal('awaiting'), t: time }),
  z.object({ type: z.literal('events'), events: z.array(traceEvent) }),
  z.object({ type: z.literal('halted'), t: time, call: pendingCall, position }),
  z.object({ type: z.literal('blocked'), t: time, call: pendingCall, position }),
  /** It waits for somebody, and all that it has done until `t` is told. */
  z.object({ type: z.literal('caught-up'), t: time }),
  /** The participant thread has neither waited for anybody nor gone on for as long as it may. */
  z.object({ type: z.literal('stalled'), t: time }),
  z.object({ type: z.literal('foreign'), t: time, text: z.string() }),
  z.object({ type: z.literal('exec'), program: z.string(), args: z.array(z.string()) }),
  z.object({ type: z.literal('timer-start'), window: z.number(), id: z.number(), milliseconds: z.number() }),
  z.object({ type: z.literal('timer-stop'), window: z.number(), id: z.number() }),
  z.object({
    type: z.literal('ended'),
    t: time,
    /** Its judgement of the run; null from one that judges nothing. */
    verdict: z.nullable(verdict),
  }),
  /** A programming error ended the participant; `text` is its stack. */
  z.object({ type: z.literal('crashed'), text: z.string() }),
])
/** Reports of the participant thread, as it has packed them: in base64. */
export const packedReports = z.object({ type: z.literal('packed'), bytes: z.string() })
export type PackedReports = z.infer<typeof packedReports>
/** What a helper sends in one message. */
export const helperMessage = z.array(z.union([packedReports, participantReport]))
export type ParticipantReport = z.infer<typeof participantReport>
