/** How long a call waited, and how long what it took had waited for it in the queue. */
import type { MessageRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'

/** In nanoseconds. */
export interface Waited {
  readonly waited: number
  /** Of a message; null where nothing tells when it was posted. */
  readonly queued: number | null
}

/** So many records before a receipt its post is looked for. */
const FAR = 2000

const isSame = (a: MessageRecord, b: MessageRecord) =>
  a.window === b.window && a.id === b.id && a.mp1 === b.mp1 && a.mp2 === b.mp2

function queuedOf(records: readonly TraceRecord[], received: MessageRecord, index: number): number | null {
  for (let at = index - 1; at >= Math.max(0, index - FAR); at -= 1) {
    const record = records[at]
    if (record?.kind === 'message' && record.phase === 'posted' && isSame(record, received))
      return received.t - record.t
  }
  return null
}

/** Whether it is a call that has taken a message. */
export const isReceipt = (record: TraceRecord | undefined): boolean =>
  record?.kind === 'call' && wordsOf(record)?.message === 'received' && !hasFailed(record)

/** Null for a call that waits for nothing. */
export function waitedIn(records: readonly TraceRecord[], index: number): Waited | null {
  const call = records[index]
  const words = call?.kind === 'call' ? wordsOf(call) : undefined
  if (call?.kind !== 'call' || !words?.waits) return null
  const waited = call.end - call.start
  if (words.message !== 'received') return { waited, queued: null }
  for (let at = index - 1; at >= 0; at -= 1) {
    const record = records[at]
    if (!record || ('end' in record ? record.end : record.t) < call.start) break
    if (record.kind === 'message' && record.phase === 'received' && record.participant === call.participant)
      return { waited, queued: queuedOf(records, record, at) }
  }
  return { waited, queued: null }
}
