/**
 * What a screen may ask of its host, and what the host tells it. The same service answers over
 * Electron's IPC, over a WebSocket and by direct call; `service-entry.ts` is its one validated entrance.
 */
import * as z from 'zod/mini'
import { scenarioInfo, settings } from './settings.ts'
import { platform, sourcePosition, stepApi, traceHeader, traceRecord, use } from './trace.ts'

/** Who decides when the next call is made: nobody, a clock, or the person. */
export const policy = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('free') }),
  /** One call of any participant every `interval` milliseconds. */
  z.object({ mode: z.literal('paced'), interval: z.number().check(z.minimum(10), z.maximum(10_000)) }),
  z.object({ mode: z.literal('step') }),
])
export type Policy = z.infer<typeof policy>

/** A participant that a program of somebody else's plays. */
export const external = z.object({
  participant: z.string().check(z.maxLength(64)),
  /** What starts it; null where somebody else does. */
  commandLine: z.nullable(z.string().check(z.maxLength(8000))),
})
export type External = z.infer<typeof external>

export const participantState = z.object({
  id: z.string(),
  pid: z.nullable(z.number()),
  /** `halted` before a step that waits to be released; `blocked` inside a call that waits in the kernel. */
  phase: z.enum(['starting', 'running', 'halted', 'blocked', 'ended']),
  /** The step it is about to make, or the call it is blocked in; of `memory`, a `read` or a `write`. */
  call: z.nullable(
    z.object({
      api: stepApi,
      name: z.string(),
      args: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      /** What it does with which objects. */
      uses: z.optional(z.array(use)),
      /** The objects that it waits for; the keyboard for a key. */
      waits: z.optional(z.array(z.string())),
      /** How long it may wait, in milliseconds; null is for ever. */
      timeout: z.optional(z.nullable(z.number())),
      /** How long it has waited by the run's clock, which stands still while somebody decides, in milliseconds. */
      waited: z.optional(z.number()),
      source: z.nullable(sourcePosition),
      /** Nanoseconds since the start of the run. */
      since: z.number(),
    }),
  ),
})
export type ParticipantState = z.infer<typeof participantState>

export const runState = z.object({
  /** False once the outcome has been recorded. */
  live: z.boolean(),
  policy,
  /** Whether the run's clock stands still. */
  held: z.boolean(),
  participants: z.array(participantState),
  foreign: z.number(),
  /** Whether somebody is there to take what the person types. */
  asking: z.boolean(),
})
export type RunState = z.infer<typeof runState>

export const hostEvent = z.discriminatedUnion('type', [
  /** All that a new or returning screen needs; also sent when a run starts. */
  z.object({
    type: z.literal('snapshot'),
    header: z.nullable(traceHeader),
    records: z.array(traceRecord),
    state: z.nullable(runState),
  }),
  /** The participants' process ids become known one by one. */
  z.object({ type: z.literal('header'), header: traceHeader }),
  z.object({ type: z.literal('records'), records: z.array(traceRecord) }),
  z.object({ type: z.literal('state'), state: runState }),
])
export type HostEvent = z.infer<typeof hostEvent>

export const hostInfo = z.object({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  platform,
  scenarios: z.array(scenarioInfo),
})
export type HostInfo = z.infer<typeof hostInfo>

const nothing = z.object({})

const beginning = {
  scenario: z.string().check(z.maxLength(64)),
  settings,
  /** As it is typed: `kill:server@6`. */
  fault: z.optional(z.string().check(z.maxLength(64))),
  external: z.optional(z.array(external).check(z.maxLength(16))),
}

/** Every method: its one parameter object and its result. */
export const serviceMethods = {
  hello: { params: nothing, result: hostInfo },
  /** Ends a run that is still live, then starts this one; it stays open for further asks until `stop`. */
  start: {
    params: z.object({ ...beginning, policy }),
    result: nothing,
  },
  /** Refuses what `start` would refuse because of what is asked for, and starts nothing; tells who would take part, and what each may do. */
  check: {
    params: z.object(beginning),
    result: z.object({ participants: z.array(z.object({ id: z.string(), steps: z.array(z.string()) })) }),
  },
  /** Releases the next call of one participant, or of the one that has waited longest. */
  step: { params: z.object({ participant: z.optional(z.string().check(z.maxLength(64))) }), result: nothing },
  setPolicy: { params: z.object({ policy }), result: nothing },
  ask: { params: z.object({ text: z.string().check(z.maxLength(1000)) }), result: nothing },
  stop: { params: nothing, result: nothing },
} as const

export type ServiceMethod = keyof typeof serviceMethods
export type ServiceParams<M extends ServiceMethod> = z.infer<(typeof serviceMethods)[M]['params']>
export type ServiceResult<M extends ServiceMethod> = z.infer<(typeof serviceMethods)[M]['result']>

export type Service = {
  [M in ServiceMethod]: (params: ServiceParams<M>) => Promise<ServiceResult<M>>
}

/** A screen's end of the service, whatever carries it. */
export interface ServiceClient {
  call<M extends ServiceMethod>(method: M, params: ServiceParams<M>): Promise<ServiceResult<M>>
  /** Hears every event from now on, a snapshot first. Returns what ends it. */
  subscribe(listener: (event: HostEvent) => void): () => void
}
