/** What the records of a run tell, as lines that a test can compare. */
import type { TraceRecord } from '../../electron/contract/trace.ts'
import { callsOf } from './cli.ts'

/** `OpenFileMapping NO_ERROR` for each call that the participant made, in its order. */
export const storyOf = (records: TraceRecord[], participant: string) =>
  callsOf(records)
    .filter((call) => call.participant === participant)
    .map(({ name, result }) => `${name} ${result.name}`)

/** `child: Second process: text` for each line that was printed. */
export const printed = (records: TraceRecord[]) =>
  records.flatMap((record) => (record.kind === 'output' ? [`${record.participant}: ${record.text.trimEnd()}`] : []))

/** `2 parent child`: how many use the memory, and who, after each change. */
export const usagesOf = (records: TraceRecord[]) =>
  records.flatMap((record) => (record.kind === 'count' ? [[record.usage, ...record.holders].join(' ')] : []))

/** `reader exit`, as the processes came and went. */
export const livesOf = (records: TraceRecord[]) =>
  records.flatMap((record) => (record.kind === 'process' ? [`${record.participant} ${record.event}`] : []))
