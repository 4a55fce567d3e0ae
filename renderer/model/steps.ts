/** The places in a trace that a person goes through, one after the other. */
import type { TraceRecord } from '../../electron/contract/trace.ts'

/** Those of the calls. */
export const stepsOf = (records: readonly TraceRecord[]): number[] =>
  records.flatMap((record, index) => (record.kind === 'call' ? [index] : []))

/** The next call after a place that is looked at; undefined at the end. */
export const nextStep = (records: readonly TraceRecord[], cursor: number | null): number | undefined =>
  stepsOf(records).find((index) => index > (cursor ?? records.length))

/** The next message after a place; undefined when there is none. */
export function nextMessage(records: readonly TraceRecord[], after: number): number | undefined {
  const at = records.findIndex((record, index) => index > after && record.kind === 'message')
  return at < 0 ? undefined : at
}
