/** Where every personality call is recorded, with the kernel calls nested inside it. */
import type { Evidence, KernelError } from './native.ts'
import { type Nanoseconds, nanoseconds, now, type ProcessId } from './units.ts'

export type Scalar = string | number | boolean | null

/** One call into the kernel. */
export interface KernelCall {
  readonly name: string
  readonly args: Scalar[]
  readonly result: string
  readonly errno: KernelError | null
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  /** The process it ran in, where that is not the caller's. */
  readonly pid?: number
}

/** Where a kernel layer reports its calls. */
export interface KernelLog {
  add(call: KernelCall): void
  /**
   * The answer of another process is about to be waited for. Where the kernel can be asked without waiting, that process is at
   * work by then, and what this thread does first takes no time.
   */
  answerAwaited?(): void
}

/** For threads whose kernel calls are nobody's: control, clean-up, the memory agent. */
export const noKernelLog: KernelLog = { add() {} }

/** A place in a program, as its stack trace tells it: in the built file, where there was a build. Counted from 1. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Whose calls they are: those of a personality, or of the C run-time library. */
export type Api = 'os2' | 'winapi' | 'crt'

/** What a step does with an object. */
export interface Use {
  /**
   * As `object` of a call names it. What processes find by a name and then know by an address or a handle is used by
   * both; and what decides which of those is free is an object of its own (os2/needs.ts).
   */
  readonly object: string
  /** `free`: it lets go of it, and the last one to do so destroys it. */
  readonly access: 'read' | 'write' | 'free'
}

/** A call that a personality is about to make; of `memory`, the program itself is about to `read` or `write` bytes. */
export interface PendingCall {
  readonly api: Api | 'memory'
  readonly name: string
  readonly args: Record<string, Scalar>
  /** What it does with which objects, as far as that is known before. */
  readonly uses?: readonly Use[]
  /**
   * The objects that it waits for, as `object` of a call names them, and processes and windows; none for a call that lets
   * time pass. Absent where it never waits.
   */
  readonly waits?: readonly string[]
  /** How long it may wait, in milliseconds; null is for ever, and 0 not at all. */
  readonly timeout?: number | null
  /** Whether what it waits for is an answer: right before that, its kernel's layer says so (`KernelLog.answerAwaited`). */
  readonly awaitsAnswer?: boolean
}

/** How a call ended: its value for the program, and its result for the trace. */
export interface CallEnd<T> {
  readonly value: T
  readonly code: number
  /** The result code's name: `NO_ERROR`, `ERROR_INVALID_ADDRESS`. */
  readonly name: string
  /** Whether the call did what it was asked, where the code alone does not tell. */
  readonly ok?: boolean
  /** The object it is about: an OS/2 object's address, or a Win32 object's name. */
  readonly object?: string
  /** What the manuals do not tell of this result, so that the original may have answered otherwise. */
  readonly undocumented?: string
  /** What only the end of the call knows: the values of its out parameters, shown among the arguments. */
  readonly out?: Record<string, Scalar>
}

export interface CallEvent {
  readonly kind: 'call'
  readonly api: Api
  readonly name: string
  readonly args: Record<string, Scalar>
  readonly result: {
    readonly code: number
    readonly name: string
    readonly ok?: boolean
    readonly undocumented?: string
  }
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  readonly kernel: KernelCall[]
  readonly object?: string
  /** For how long it was held before it was made; absent where it was not. */
  readonly held?: Nanoseconds
  /** Where in the program it was made; null when the operating system made it itself, at a process's end. */
  readonly position: Position | null
}

export interface MessageEvent {
  readonly kind: 'message'
  readonly t: Nanoseconds
  readonly phase: 'posted' | 'received'
  readonly window: string
  readonly name: string
  readonly id: number
  readonly mp1: string
  readonly mp2: string
}

export interface WindowEvent {
  readonly kind: 'window'
  readonly t: Nanoseconds
  readonly window: string
  readonly event: 'created' | 'destroyed'
}

/** A change of who uses an object, with what the kernel said right after it. */
export interface UsageEvent {
  readonly kind: 'usage'
  readonly t: Nanoseconds
  readonly object: string
  /**
   * `left`: its program has ended without freeing it, and the operating system frees it. `seen`: nothing has changed but
   * what the kernel says, because of a program that is not traced.
   */
  readonly change: 'allocated' | 'given' | 'got' | 'freed' | 'left' | 'seen'
  /** The process that holds it from now on, or no longer. */
  readonly holder: ProcessId
  readonly kernel: Evidence
}

/** The life of an object as this process knows it. */
export interface ObjectEvent {
  readonly kind: 'object'
  readonly t: Nanoseconds
  readonly object: string
  readonly type: 'memory' | 'event' | 'mutex' | 'process'
  /** `destroyed` with the last handle or view of all processes. */
  readonly event: 'created' | 'opened' | 'closed' | 'destroyed'
}

/** What this process has done to an event or a mutex, or learnt of it. */
export interface SyncEvent {
  readonly kind: 'sync'
  readonly t: Nanoseconds
  readonly object: string
  readonly event: 'signalled' | 'reset' | 'acquired' | 'released' | 'abandoned'
}

/** A structure's fields as they stand in memory, and what it carries, for a person. */
export interface StructureValue {
  readonly name: string
  readonly fields: { name: string; offset: number; size: number; value: string | number }[]
  readonly rows?: Record<string, string | number>[]
}

export interface DataEvent {
  readonly kind: 'data'
  readonly t: Nanoseconds
  readonly object: string
  readonly access: 'read' | 'write'
  readonly offset: number
  readonly length: number
  /** The first 256 bytes at most, in base64. */
  readonly bytes: string
  readonly text: string
  readonly structure?: StructureValue
  /** For how long it was held before it was done; absent where it was not. */
  readonly held?: Nanoseconds
  /** Where in the program it was done. */
  readonly position: Position | null
}

export interface RemarkEvent {
  readonly kind: 'note' | 'fault'
  readonly t: Nanoseconds
  readonly text: string
  /** The id of a request that was given up at this moment. */
  readonly givenUp?: number
}

/** What a program has printed. */
export interface OutputEvent {
  readonly kind: 'output'
  readonly t: Nanoseconds
  readonly text: string
}

export type TraceEvent =
  | CallEvent
  | MessageEvent
  | WindowEvent
  | ObjectEvent
  | SyncEvent
  | UsageEvent
  | DataEvent
  | RemarkEvent
  | OutputEvent

/** What stands between a personality call and the kernel: it may hold the thread, or end it by throwing. */
export interface Gate {
  before(call: PendingCall, position: Position | null): void
  /** Since when the step that has passed last was held, undefined where it was not; absent where nobody ever is. */
  heldSince?(): Nanoseconds | undefined
}

/** Of a step that has passed the gate: where in the program it is done, and since when it was held, if it was. */
export interface Passage {
  readonly position: Position | null
  readonly since: Nanoseconds | undefined
}

/**
 * For how long a step was held that is told to be made at `t`: until then, as who looks at it while it is held knows
 * since when it is. What waking took is no time of the machine's either.
 */
export const heldUntil = ({ since }: Passage, t: Nanoseconds): Nanoseconds | undefined =>
  since === undefined ? undefined : nanoseconds(t - since)

export interface Tracer extends KernelLog {
  /** Passes the gate with a step that is no call. */
  pass(pending: PendingCall): Passage
  /** Passes the gate, makes the call and records it. */
  call<T>(pending: PendingCall & { readonly api: Api }, body: () => CallEnd<T>): T
  record(event: TraceEvent): void
}

type Writable<T> = { -readonly [Field in keyof T]: T[Field] }

export interface TracerParts {
  readonly gate: Gate
  /** Finds the line of the program that is making the call. */
  readonly locate: (api: PendingCall['api']) => Position | null
  readonly record: (event: TraceEvent) => void
  /** Hears what the kernel's layer says of the same name. */
  readonly answerAwaited?: () => void
}

/**
 * Field by field, as in all that passes often: an object that is spread and then added to has a hidden class of its own
 * each time, which makes slow whatever reads it.
 */
function argsOf(args: Record<string, Scalar>, out: Record<string, Scalar>): Record<string, Scalar> {
  const all: Record<string, Scalar> = {}
  for (const name in args) all[name] = args[name] ?? null
  for (const name in out) all[name] = out[name] ?? null
  return all
}

function eventOf(
  { api, name, args }: PendingCall & { readonly api: Api },
  ended: CallEnd<unknown>,
  { start, end, kernel }: Pick<CallEvent, 'start' | 'end' | 'kernel'>,
  passage: Passage,
): CallEvent {
  const { code, ok, object, out, undocumented } = ended
  const result: Writable<CallEvent['result']> = { code, name: ended.name }
  if (ok !== undefined) result.ok = ok
  if (undocumented !== undefined) result.undocumented = undocumented
  const all = out ? argsOf(args, out) : args
  const { position } = passage
  const held = heldUntil(passage, start)
  const event: Writable<CallEvent> = { kind: 'call', api, name, args: all, result, start, end, kernel, position }
  if (object !== undefined) event.object = object
  if (held !== undefined) event.held = held
  return event
}

export function createTracer({ gate, locate, record, answerAwaited = () => {} }: TracerParts): Tracer {
  let kernel: KernelCall[] = []

  function pass(pending: PendingCall): Passage {
    const position = locate(pending.api)
    gate.before(pending, position)
    return { position, since: gate.heldSince?.() }
  }
  return {
    record,
    pass,
    add: (call) => kernel.push(call),
    answerAwaited,
    call(pending, body) {
      const passage = pass(pending)
      kernel = []
      const start = now()
      const end = body()
      record(eventOf(pending, end, { start, end: now(), kernel }, passage))
      // What the kernel is asked between two calls is no part of either.
      kernel = []
      return end.value
    },
  }
}
