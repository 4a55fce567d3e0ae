/** How long a call waited, and how long what it took had waited for it in the queue. */
import type { MessageRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'
import type { Call } from '../vocabulary/words.ts'
import { heldUntil, type Pause, pausesIn, type Telling } from './pauses.ts'

/** In nanoseconds, without the time in which processes were held before their steps, as the run's own timers count. */
export interface Waited {
  readonly waited: number
  /** Of a message; null where nothing tells when it was posted. */
  readonly queued: number | null
  /** When processes were held meanwhile. */
  readonly pauses: readonly Pause[]
}

/** So many records before a receipt its post is looked for. */
const FAR = 2000

function between(records: readonly TraceRecord[], from: number, to: number, telling: Telling) {
  const pauses = pausesIn(records, from, to, telling)
  return { time: to - from - heldUntil(pauses, to), pauses }
}

const isSame = (a: MessageRecord, b: MessageRecord) =>
  a.window === b.window && a.id === b.id && a.mp1 === b.mp1 && a.mp2 === b.mp2

function queuedOf(
  records: readonly TraceRecord[],
  received: MessageRecord,
  index: number,
  telling: Telling,
): number | null {
  for (let at = index - 1; at >= Math.max(0, index - FAR); at -= 1) {
    const record = records[at]
    if (record?.kind === 'message' && record.phase === 'posted' && isSame(record, received))
      return between(records, record.t, received.t, telling).time
  }
  return null
}

/** Whether it is a call that has taken a message. */
export const isReceipt = (record: TraceRecord | undefined): boolean =>
  record?.kind === 'call' && wordsOf(record)?.message === 'received' && !hasFailed(record)

/** What has been found out of a trace as it stands: the same rows are drawn again and again. */
const known = new WeakMap<readonly TraceRecord[], Map<string, Waited | null>>()

/** Null for a call that waits for nothing. */
export function waitedIn(records: readonly TraceRecord[], index: number, telling: Telling = {}): Waited | null {
  const found = known.get(records) ?? new Map<string, Waited | null>()
  known.set(records, found)
  const key = `${index} ${telling.fault} ${telling.tellsHeld} ${telling.standing}`
  const before = found.get(key)
  if (before !== undefined) return before
  const waited = findWaited(records, index, telling)
  found.set(key, waited)
  return waited
}

function findWaited(records: readonly TraceRecord[], index: number, telling: Telling): Waited | null {
  const call = records[index]
  const words = call?.kind === 'call' ? wordsOf(call) : undefined
  if (call?.kind !== 'call' || !words?.waits) return null
  const { time: waited, pauses } = between(records, call.start, call.end, telling)
  if (words.message !== 'received') return { waited, queued: null, pauses }
  for (let at = index - 1; at >= 0; at -= 1) {
    const record = records[at]
    if (!record || ('end' in record ? record.end : record.t) < call.start) break
    if (record.kind === 'message' && record.phase === 'received' && record.participant === call.participant)
      return { waited, queued: queuedOf(records, record, at, telling), pauses }
  }
  return { waited, queued: null, pauses }
}

/** What stands below the name of a call that waits: as if it had begun as late as the time that counts tells. */
export function detailOfWait(
  records: readonly TraceRecord[],
  index: number,
  telling: Telling = {},
): string | undefined {
  const call = records[index]
  const waited = waitedIn(records, index, telling)
  if (call?.kind !== 'call' || !waited || waited.pauses.length === 0) return undefined
  const counted: Call = { ...call, start: call.end - waited.waited }
  return wordsOf(call)?.detail?.(counted)
}
