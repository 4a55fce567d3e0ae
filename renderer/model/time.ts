/** When a record stands in the trace: a call stands where it ended. */
import type { TraceRecord } from '../../electron/contract/trace.ts'

export const timeOf = (record: TraceRecord): number => (record.kind === 'call' ? record.end : record.t)
