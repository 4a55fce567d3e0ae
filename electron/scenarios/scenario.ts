/** What a scenario tells of itself to whoever runs it: its room holds everything else that is its own. */
import type { Native } from '../../native-bridge/native.ts'
import type { Os2 } from '../../native-bridge/os2/index.ts'
import type { MessageNames } from '../../native-bridge/os2/messages.ts'
import type { Touch } from '../../native-bridge/os2/touch.ts'
import type { Fault } from '../contract/fault.ts'
import type { StrangerReport } from '../contract/participant.ts'
import type { External } from '../contract/service.ts'
import type { ScenarioInfo, Settings } from '../contract/settings.ts'
import type { RequestTiming, TraceRecord } from '../contract/trace.ts'
import type { ExchangePattern } from '../trace/exchange-pattern.ts'
import type { Exchange, Exchanges } from '../trace/exchanges.ts'
import type { ScenarioPrograms, Verdict } from './process.ts'

/**
 * When something is done in a person's stead: once one of these participants waits for a key, or for anything at all, or
 * once all of them have ended, after which they wait for nothing any more.
 */
export interface Moment {
  readonly of: readonly string[]
  readonly are: 'waiting for a key' | 'waiting' | 'ended'
}

/** A process of a run. */
export interface CastMember {
  readonly id: string
  /** The exported function that it runs: a program of the description. */
  readonly program: string
  /** The participant that starts it with a call of its own; null for one that the supervisor starts. */
  readonly startedBy: string | null
  /** What is typed behind its name where the supervisor starts it. */
  readonly argv?: readonly string[]
  /** When the supervisor starts it: at once where it is absent. */
  readonly startsWhen?: Moment
  /**
   * When a key is pressed at its console, unless the person steps it first: a moment for each key that it waits for, the
   * last of them for all that follow; at once where it is absent.
   */
  readonly keysWhen?: readonly Moment[]
  /** When it is closed, by an event that it waits for beside its work: its name, a dot and the process id. */
  readonly closes?: { readonly when: Moment; readonly event: string }
  /** A helper can be killed for real; the host's own process cannot. */
  readonly runsIn: 'host' | 'helper'
  /** Whether the run ends with it: the verdict of the first that leads is the run's. */
  readonly leads: boolean
  /** What starts it, where it is a program of somebody else's; null where nobody here starts it. */
  readonly external?: { readonly commandLine: string | null }
  /** The section that has to be there before its program begins, because a program of somebody else's makes it. */
  readonly awaits?: string
  /** The participant whose window's handle, in decimal, is put behind its command line. */
  readonly windowOf?: string
}

/** How programs of others take part in it, on Windows. */
export interface Openness {
  /** Whose parts they may play, with these settings. */
  participants(settings: Settings): readonly string[]
  /** The name of the section that all of them use, by which they are seen; null where there is none of one name. */
  section(settings: Settings): string | null
  /** Whether a program that nobody here starts is over once it has let go of the section. */
  readonly endsWithUse: boolean
  /** What is wrong with these settings then; null when nothing is. */
  whatIsWrong(settings: Settings, external: readonly External[]): string | null
  /** The settings that follow from who plays what. */
  follow?(settings: Settings, external: readonly External[]): Settings
  /** The cast then, where it has other members or parameters. */
  cast?(settings: Settings, external: readonly External[]): readonly CastMember[]
}

/** What the records tell of a run beside its exchanges. */
export interface Findings {
  follow(record: TraceRecord): void
  /** What a participant judged, with what only the records tell. */
  amend(verdict: Verdict): Verdict
}

/** What a fault of the scenario's own may do beside its calls. */
export interface FaultTools {
  /** Lets so many milliseconds pass; ends early with the run. */
  hang(milliseconds: number): void
  /** Does what takes its time without the thread being taken to hang. */
  meanwhile<T>(work: () => T): T
}

export interface Injection {
  readonly fault: Fault & { kind: 'own' }
  /** The participant whose calls these are. */
  readonly id: string
  readonly os2: Os2
  readonly touch: Touch
  readonly tools: FaultTools
}

export interface Injected {
  /** The calls as a program with the fault would make them. */
  readonly os2: Os2
  /** Comes before each call. */
  before?(name: string): void
}

/** What a third process does to a run, again and again, with what any process of the same user may use. */
export interface Harm {
  /** The fault of the scenario's own that brings it in. */
  readonly fault: string
  /** Between two forged messages, in milliseconds: a queue holds ten, and those of the run must find room as well. */
  readonly pause: number
  /** `windows` are those of the run's participants, as they come and go. */
  begin(
    native: Pick<Native, 'queues' | 'sections'>,
    windows: ReadonlySet<number>,
  ): {
    /** Posts one forged message. */
    post(): void
    /** Rewrites what lies in shared memory. */
    rewrite(): void
    readonly counts: StrangerReport
  }
}

export interface Scenario {
  readonly info: ScenarioInfo
  cast(settings: Settings): readonly CastMember[]
  /** The names of its application-defined messages. */
  readonly messageNames: MessageNames
  /**
   * What control posts to the first window of a participant: that the person asks, that a child of it has ended. Null
   * for programs without windows.
   */
  readonly signals: { readonly ask: number; readonly childEnded: number } | null
  whatIsWrongTogether(settings: Settings): string | null
  /** Who names the host's own window in place of one of its own, where the settings say so, and for which messages. */
  readonly frame?: { readonly participant: string; readonly messages: readonly number[] }
  /** What is wrong with what a person asks; null when nothing is. Absent where nothing can be asked. */
  whatIsWrongWith?(ask: string): string | null
  /**
   * How many shared memory objects are used at a time, and how large each is, in bytes; `interactive` runs go on after
   * the requests of their settings. `less` says what would need less.
   */
  memoryOf(
    settings: Settings,
    interactive: boolean,
  ): { readonly objects: number; readonly size: number; readonly less: string }
  /**
   * Makes what a run needs of the machine beside its processes, before they start. Returns the settings that they get,
   * and what takes it away once they have ended. Raises an error, whose message is a sentence, where it cannot be made.
   */
  prepare?(settings: Settings): { readonly settings: Settings; end(): void }
  /** What passes between its participants: the room's `exchange.ts`, which the screen reads as well. */
  readonly exchange: ExchangePattern
  createFindings?(exchanges: Exchanges, settings: Settings): Findings
  /** An exchange as the outcome's `requests` tell it; absent where they tell none. */
  toTiming?(exchange: Exchange): RequestTiming
  /** The answer in a record, as lines for a terminal, and which exchange it belongs to; null where there is none. */
  answerIn?(record: TraceRecord): { readonly exchange: number; readonly lines: string[] } | null
  readonly harm?: Harm
  inject?(injection: Injection): Injected
  /** Absent where no program of somebody else's can take part. */
  readonly external?: Openness
  /** Loaded only in the processes that run them. */
  programs(): Promise<ScenarioPrograms>
}
