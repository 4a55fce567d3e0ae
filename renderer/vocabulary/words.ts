/** How a call is put in words, and what is to know of it beside them. */
import type { TraceRecord } from '../../electron/contract/trace.ts'

export type RecordOf<K extends TraceRecord['kind']> = Extract<TraceRecord, { kind: K }>
export type Call = RecordOf<'call'>
export type Arguments = Call['args']
export type Result = Call['result']

/** What one may wait for, beside processes. */
export type SyncType = 'event' | 'mutex'

/** What a class may be asked about a call before it is made. */
export interface Predictable {
  /** Whether it may change how many hold its object. */
  readonly usage?: true
  /** Whether its object may die of it. */
  readonly life?: true
  /** What it may return, by name; anything else is something else. */
  readonly results: readonly string[]
  /** Whether anything can come of it but one thing; without, whatever it is called with. */
  isOpen?(args: Arguments): boolean
}

/** What a call that did what it was asked does with the handles and views of its own process. */
export interface HandleWork {
  /** A handle of its object that the process has from then on; one that it has no longer. */
  readonly opens?: string
  readonly closes?: string
  /** The same of a view. */
  readonly maps?: string
  readonly unmaps?: string
  /** The handles whose objects it has waited for. */
  readonly waitsFor?: readonly string[]
  /** Whether its event stays set until somebody resets it; otherwise one waiter consumes each signal. */
  readonly staysSet?: boolean
}

/** A timer that a call which did what it was asked has started, or stopped: then it has no period. */
export interface TimerWork {
  readonly id: string
  readonly milliseconds?: number
}

export interface CallWords {
  /** "will …": what the call is about to do; `waits` names the objects that it may wait for. */
  next(args: Arguments, waits: readonly string[]): string
  /**
   * What it did, with which object where the call itself knows, and of what type that is where its trace tells; `who`
   * begins the sentence: "The client".
   */
  done(args: Arguments, who: string, result: Result, object?: string, type?: SyncType): string
  /** What a failure says, by the name of its error: "because …". */
  readonly failures: Readonly<Record<string, string>>
  /** What it does with who holds its object, where it succeeds: it takes a hold, hands one on, or lets go. */
  readonly hold?: 'takes' | 'gives' | 'frees'
  /** Whether it prepares or clears away, and is not what the hand-over is about. */
  readonly minor?: true
  /** Whether it waits for somebody else, or for time to pass, and takes effect as it returns. */
  readonly waits?: true | 'time'
  /** What stands below its name; its result where there is nothing more exact to say. */
  detail?(call: Call): string
  /** Of one that creates an object: how large it was asked for, in bytes, and with which flags. */
  creates?(call: Call): { readonly size: number; readonly flags: string } | null
  handles?(call: Call): HandleWork
  timer?(call: Call): TimerWork
  /** The id of the process that it hands its object to. */
  givesTo?(call: Pick<Call, 'args'>): number
  /** What the operating system does with an object when it makes the call itself, at a process's end. */
  cleanUp?(object: string): string
  /** Whether a message's own record tells what it did. */
  readonly message?: 'posted' | 'received'
  readonly predicts?: Predictable
}

/** The calls of one operating system's API. */
export interface Vocabulary {
  readonly calls: Readonly<Record<string, CallWords>>
  /** What a failure says wherever the call itself has nothing more exact to say. */
  readonly failures: Readonly<Record<string, string>>
  /** The name of the error that a call ended with; null when it did what it was asked. */
  errorOf(call: Call): string | null
  /** What its rule for how many hold an object is called. */
  readonly usage: string
}

export const text = (args: Arguments, name: string) => String(args[name] ?? '')

/** `→ NO_ERROR`: a result as it stands below a call's name. */
export const outcome = ({ code, name }: Result) => (name === String(code) ? `→ ${code}` : `→ ${name}`)

/** What a call that returns a handle does with it. */
export const opens = ({ args }: Call): HandleWork => ({ opens: text(args, 'returned') })
