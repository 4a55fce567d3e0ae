/** The places in a trace that a person goes through, one after the other. */
import type { TraceRecord } from '../../electron/contract/trace.ts'

/** A call, or a touch of shared memory; in older recordings, which tell no line of a touch, calls only. */
export const isStep = (record: TraceRecord) =>
  record.kind === 'call' || (record.kind === 'data' && record.source !== undefined)

/** Those of the steps. */
export const stepsOf = (records: readonly TraceRecord[]): number[] =>
  records.flatMap((record, index) => (isStep(record) ? [index] : []))

/** The next step after a place that is looked at; undefined at the end. */
export const nextStep = (records: readonly TraceRecord[], cursor: number | null): number | undefined =>
  stepsOf(records).find((index) => index > (cursor ?? records.length))

/** The next message after a place; undefined when there is none. */
export function nextMessage(records: readonly TraceRecord[], after: number): number | undefined {
  const at = records.findIndex((record, index) => index > after && record.kind === 'message')
  return at < 0 ? undefined : at
}
