/** How a call is put in words. */
import type { TraceRecord } from '../electron/contract/trace.ts'

export type RecordOf<K extends TraceRecord['kind']> = Extract<TraceRecord, { kind: K }>
export type Call = RecordOf<'call'>
export type Arguments = Call['args']

export interface Wording {
  /** "will …": what the call is about to do. */
  next(args: Arguments): string
  /** What it did; `who` begins the sentence: "The client". */
  done(args: Arguments, who: string): string
  /** What a failure says, by the name of its error: "because …". */
  failures: Record<string, string>
}

export const text = (args: Arguments, name: string) => String(args[name] ?? '')
