/**
 * The trace: a header and records, one JSON object a line in a recording.
 *
 * Times are nanoseconds since the start of the run on the system-wide monotonic clock. Addresses and
 * handles are upper-case hexadecimal strings (`0x6FFF0000`).
 */
import * as z from 'zod/mini'
import { settings, side, tone } from './settings.ts'

const nanoseconds = z.number()
const hexadecimal = z.string().check(z.regex(/^0x[0-9A-F]+$/))
const participant = z.string()
/**
 * An OS/2 object's base address, a Win32 object's exact name, or for one without a name what its process calls it. A
 * program may choose an empty name as well as one of thousands of characters.
 */
const objectId = z.string()
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const platform = z.object({
  os: z.enum(['linux', 'win32']),
  kernel: z.enum(['sysv', 'win32']),
  node: z.string(),
  arch: z.string(),
  /** The version of Wine, where the Win32 kernel is Wine's and not Microsoft's. */
  wine: z.optional(z.string()),
})
export type Platform = z.infer<typeof platform>

/** `role` is the program's name as well, for whoever reads it by that name; the rest is not in older recordings. */
const headerParticipant = z.object({
  id: participant,
  role: z.string(),
  /** Null while it has not started. */
  pid: z.nullable(z.number()),
  program: z.optional(z.string()),
  tone: z.optional(tone),
  side: z.optional(side),
  /** True for a program that is not the project's own: it is not traced, and never halted. */
  external: z.optional(z.boolean()),
})
export type HeaderParticipant = z.infer<typeof headerParticipant>

export const traceHeader = z.object({
  format: z.literal('sharemem-trace'),
  version: z.literal(1),
  scenario: z.string(),
  settings,
  platform,
  participants: z.array(headerParticipant),
  /** The fault that was provoked, as it was typed. */
  fault: z.optional(z.string()),
  /** When the run began, in UTC as ISO 8601 writes it; not in older recordings. */
  begun: z.optional(z.string()),
  /** Whether the trace tells of each step for how long it was held; not in older recordings, which do not. */
  tellsHeld: z.optional(z.boolean()),
})
export type TraceHeader = z.infer<typeof traceHeader>

export const sourcePosition = z.object({ file: z.string(), line: z.number() })
export type SourcePosition = z.infer<typeof sourcePosition>

/** What a step does with an object. */
export const use = z.object({ object: objectId, access: z.enum(['read', 'write', 'free']) })

/** One call into the operating system's kernel, made inside an API call. */
export const kernelCall = z.object({
  name: z.string(),
  args: z.array(scalar),
  result: z.string(),
  /** The kernel's own error: errno on Linux, GetLastError on Windows; null when it succeeded. */
  errno: z.nullable(z.object({ code: z.number(), name: z.string() })),
  start: nanoseconds,
  end: nanoseconds,
  /** The process it ran in, where that is not the caller's (the memory agent of the target of a Give). */
  pid: z.optional(z.number()),
})
export type KernelCall = z.infer<typeof kernelCall>

export const processRecord = z.object({
  kind: z.literal('process'),
  t: nanoseconds,
  participant,
  event: z.enum(['start', 'ready', 'exit', 'crash']),
  pid: z.number(),
  /** The exit code; null while it runs, or when a signal ended it. */
  code: z.nullable(z.number()),
  signal: z.optional(z.string()),
})
export type ProcessRecord = z.infer<typeof processRecord>

export const windowRecord = z.object({
  kind: z.literal('window'),
  t: nanoseconds,
  participant,
  window: hexadecimal,
  event: z.enum(['created', 'destroyed']),
})

/** Whose calls they are: those of a personality, or of the C run-time library. */
export const api = z.enum(['os2', 'winapi', 'crt'])
/** What a participant halts before: a call, or bytes of shared memory. */
export const stepApi = z.enum(['os2', 'winapi', 'crt', 'memory'])
export type StepApi = z.infer<typeof stepApi>

/**
 * For how long a step was held before it was made: a person thought, or the pace had it wait, while the run's clock stood
 * still. Absent where it was not, and wherever the header does not say that it is told.
 */
const held = nanoseconds

/** What a participant tells of a call as the trace does. */
export const callFields = {
  kind: z.literal('call'),
  api,
  name: z.string(),
  args: z.record(z.string(), scalar),
  result: z.object({
    code: z.number(),
    name: z.string(),
    /** Whether the call did what it was asked; absent in older recordings, where 0 is success. */
    ok: z.optional(z.boolean()),
    /** What the manuals do not tell of this result, so that the original may have answered otherwise. */
    undocumented: z.optional(z.string()),
  }),
  start: nanoseconds,
  end: nanoseconds,
  kernel: z.array(kernelCall),
  held: z.optional(held),
} as const

export const callRecord = z.object({
  ...callFields,
  participant,
  /** The object that it is about. */
  object: z.optional(objectId),
  /** The scenario's own line; absent when the operating system made the call itself, at a process's end. */
  source: z.optional(sourcePosition),
})
export type CallRecord = z.infer<typeof callRecord>

export const messageRecord = z.object({
  kind: z.literal('message'),
  t: nanoseconds,
  phase: z.enum(['posted', 'received']),
  participant,
  /** The window it was posted to. */
  window: hexadecimal,
  name: z.string(),
  id: z.number(),
  mp1: hexadecimal,
  mp2: hexadecimal,
})
export type MessageRecord = z.infer<typeof messageRecord>

/** The life of an object as its participants know it. */
export const objectRecord = z.object({
  kind: z.literal('object'),
  t: nanoseconds,
  participant,
  object: objectId,
  type: z.enum(['memory', 'event', 'mutex', 'process']),
  /** `destroyed` with the last handle or view of all processes. */
  event: z.enum(['created', 'opened', 'closed', 'destroyed']),
})

/** What has become of an event or a mutex. */
export const syncRecord = z.object({
  kind: z.literal('sync'),
  t: nanoseconds,
  participant,
  object: objectId,
  event: z.enum(['signalled', 'reset', 'acquired', 'released', 'abandoned']),
})

/** What a program has printed. */
export const outputRecord = z.object({ kind: z.literal('output'), t: nanoseconds, participant, text: z.string() })
export type OutputRecord = z.infer<typeof outputRecord>

/** The usage counter after a call: the OS/2 rule, and what the kernel itself said at that moment. */
export const countRecord = z.object({
  kind: z.literal('count'),
  t: nanoseconds,
  object: objectId,
  usage: z.number(),
  holders: z.array(participant),
  kernel: z.object({ name: z.string(), value: z.number() }),
})
export type CountRecord = z.infer<typeof countRecord>

/** A structure as the accessor laid it out or read it. */
export const structure = z.object({
  name: z.string(),
  fields: z.array(
    z.object({ name: z.string(), offset: z.number(), size: z.number(), value: z.union([z.string(), z.number()]) }),
  ),
  /** What the structure carries, as a table for a person: one row a chemical element, say. */
  rows: z.optional(z.array(z.record(z.string(), z.union([z.string(), z.number()])))),
})
export type Structure = z.infer<typeof structure>

export const dataRecord = z.object({
  kind: z.literal('data'),
  t: nanoseconds,
  participant,
  object: objectId,
  access: z.enum(['read', 'write']),
  /** Where in the object the access began, in bytes. */
  offset: z.number(),
  /** How many bytes were read or written; `bytes` holds the first 256 of them at most. */
  length: z.number(),
  bytes: z.string(),
  text: z.string(),
  structure: z.optional(structure),
  held: z.optional(held),
  /** The scenario's own line; absent in older recordings, in which a touch was no step. */
  source: z.optional(sourcePosition),
})
export type DataRecord = z.infer<typeof dataRecord>

export const remarkRecord = z.object({
  kind: z.enum(['fault', 'note']),
  t: nanoseconds,
  participant: z.nullable(participant),
  text: z.string(),
  /** The id of a request that has been given up at this moment. */
  givenUp: z.optional(z.number()),
})

const moment = z.nullable(nanoseconds)

/**
 * The life of one request of request-reply, as outcomes have always told it; null where the moment never came. Of other
 * scenarios, and for a screen, `trace/exchanges.ts` tells exchanges.
 */
export const requestTiming = z.object({
  id: z.number(),
  ask: z.string(),
  object: hexadecimal,
  allocated: moment,
  given: moment,
  posted: moment,
  received: moment,
  acknowledged: moment,
  replied: moment,
  /** When who asked gave it up; the moment of an answer that came after that is `late`. */
  givenUp: z.optional(moment),
  late: z.optional(moment),
  /** By participant. */
  freed: z.record(participant, moment),
})
export type RequestTiming = z.infer<typeof requestTiming>

export const outcomeName = z.enum([
  'completed',
  'stopped',
  'lost-request',
  'wrong-data',
  'timeout',
  'trap',
  'crash',
  'api-error',
  'not-started',
])
export type OutcomeName = z.infer<typeof outcomeName>

export const outcomeRecord = z.object({
  kind: z.literal('outcome'),
  t: nanoseconds,
  ok: z.boolean(),
  name: outcomeName,
  text: z.string(),
  requests: z.array(requestTiming),
  /** Messages that reached a window of the run but were none of its own, and were ignored. */
  foreign: z.number(),
})
export type OutcomeRecord = z.infer<typeof outcomeRecord>

export const traceRecord = z.discriminatedUnion('kind', [
  processRecord,
  windowRecord,
  callRecord,
  messageRecord,
  objectRecord,
  syncRecord,
  outputRecord,
  countRecord,
  dataRecord,
  remarkRecord,
  outcomeRecord,
])
export type TraceRecord = z.infer<typeof traceRecord>
