/**
 * What an exchange of a scenario is: its moments, as patterns of records. A room tells it as data in its `exchange.ts`,
 * and one fold, `exchanges.ts`, follows the exchanges of every scenario by it: a request and its reply, a record that
 * goes through a slot, a text that one process leaves for another.
 *
 * An exchange begins with one record, most often with what is written into shared memory. What came before that on the
 * same object or by the same participant (an allocation, a mutex that was acquired) can be a moment of it as well.
 */
import type { DataRecord, MessageRecord, TraceRecord } from '../contract/trace.ts'

type ObjectRecord = Extract<TraceRecord, { kind: 'object' }>
type SyncRecord = Extract<TraceRecord, { kind: 'sync' }>

/** A value in a record: one of its fields, an argument of the call, or a field of the structure in shared memory. */
export type Place = 'object' | 'mp1' | 'mp2' | 'givenUp' | `args.${string}` | `fields.${string}`

export type RecordPattern = {
  /** The program of the participant whose record it is; any without. */
  readonly program?: string
} & (
  | {
      readonly kind: 'call'
      readonly name: string
      /** The result code of a call that failed; without it, it has to succeed. */
      readonly fails?: number
      /** Whether the operating system made it, at a process's end; without it, whoever did. */
      readonly bySystem?: boolean
    }
  | { readonly kind: 'message'; readonly name: string; readonly phase: MessageRecord['phase'] }
  | { readonly kind: 'data'; readonly access: DataRecord['access']; readonly structure?: string }
  /** `object` is a name without its namespace: `Done`, not `Local\Done`. */
  | { readonly kind: 'sync'; readonly event: SyncRecord['event']; readonly object?: string }
  | { readonly kind: 'object'; readonly event: ObjectRecord['event']; readonly object?: string }
  | { readonly kind: 'output' }
  /** The note that a request has been given up. */
  | { readonly kind: 'note' }
)

/**
 * How a record tells which exchange it is of: by the object that carries it, by its number, or not at all. An object may
 * carry one after the other: what began before an exchange did is none of it.
 */
export type Of =
  | { readonly object: Place }
  /** `like` is a regular expression whose first group is the number; without it the value is. */
  | { readonly id: Place; readonly like?: string }
  /** The latest that lacks the moment: of all, or of those that the record's participant began. */
  | { readonly latest: 'any' | 'own' }

export interface Sign {
  readonly record: RecordPattern
  /** Tried in turn. */
  readonly of: readonly Of[]
  /** Moments that the exchange may not have had, and those that it must have had. */
  readonly unless?: readonly string[]
  readonly after?: readonly string[]
  /** Whether it may come when the exchange is over. */
  readonly late?: boolean
}

export interface MomentPattern {
  /** Unique in its exchange: `posted`, `client freed`. */
  readonly name: string
  /** Whether it is told of the memory, and not of who did it. */
  readonly ofMemory?: boolean
}

export interface ExchangePattern {
  /** What one and several of them are called: `request`, `requests`. */
  readonly noun: readonly [one: string, several: string]
  readonly begins: {
    readonly record: RecordPattern
    /** Its number; they are counted from 1 where nothing tells it. */
    readonly id?: Place
    /** What it is about: values, one behind the other; `words` are the names of those that are numbers. */
    readonly title: readonly { readonly at: Place; readonly words?: readonly string[] }[]
  }
  /** What led to it: the last of each on the same object, or by the same participant. The first one starts anew. */
  readonly before?: {
    readonly same: 'object' | 'participant'
    readonly moments: readonly (MomentPattern & { readonly record: RecordPattern })[]
  }
  /** Each comes once, the first time one of its signs is seen. One record may be the sign of several. */
  readonly moments: readonly (MomentPattern & { readonly signs: readonly Sign[] })[]
  /** Nothing can become of an exchange any more that has had all moments of one of these. */
  readonly over: readonly (readonly string[])[]
  /** What is worth saying of one that has had these moments, but not that one. */
  readonly remarks?: readonly { readonly has: readonly string[]; readonly not: string; readonly says: string }[]
  /**
   * What objects that have no names of their own are called, in the order in which they are made, again and again; one of
   * them is not made where a setting has that value.
   */
  readonly objects?: readonly {
    readonly name: string
    readonly unless?: { readonly key: string; readonly is: string }
  }[]
  /** Where their titles are what a person is after: they are shown as a list, with this heading. */
  readonly list?: { readonly heading: string; readonly untitled: string }
}
