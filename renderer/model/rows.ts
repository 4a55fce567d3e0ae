/** One row of the lifelines for each event that a person follows, in the order of the trace. */
import type { DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { bytes } from '../vocabulary/format.ts'
import { titleOf } from '../vocabulary/outcomes.ts'
import { errorOf, wordsOf } from '../vocabulary/vocabulary.ts'
import { outcome } from '../vocabulary/words.ts'
import { isStep } from './steps.ts'

export type Weight = 'call' | 'minor' | 'mark'

export interface Row {
  /** The record's place in the trace. */
  readonly index: number
  /** Null for what concerns no single participant. */
  readonly participant: string | null
  readonly weight: Weight
  readonly label: string
  readonly detail: string
  readonly failed: boolean
  /** Of a wait whose time has passed: that is one of its ends, and no failure. */
  readonly timedOut: boolean
  /** Of a call that the operating system has made, as it took back what a process still had at its end. */
  readonly bySystem: boolean
  /** When it took effect, in nanoseconds: rows are drawn in this order. */
  readonly effect: number
}

/** How waits tell that their time has passed. */
const TIMEOUTS = ['WAIT_TIMEOUT', 'ERROR_TIMEOUT']

type CallOf = TraceRecord & { kind: 'call' }

function callRow(call: CallOf, index: number): Row {
  const { name, participant, result, start, end } = call
  const words = wordsOf(call)
  const error = errorOf(call)
  const timedOut = error !== null && TIMEOUTS.includes(error)
  return {
    index,
    participant,
    weight: words?.minor ? 'minor' : 'call',
    label: name,
    detail: words?.detail?.(call) ?? outcome(result),
    failed: error !== null && !timedOut,
    timedOut,
    bySystem: call.source === undefined,
    // Who waits for somebody else is noticed as it returns; every other call may be from its start.
    effect: words?.waits ? end : start,
  }
}

const processLabels = {
  start: 'process starts',
  ready: 'thread is ready',
  exit: 'process ends',
  crash: 'process crashed',
}

/** Null for records that are drawn as part of another's row. */
export function rowOf(record: TraceRecord, index: number): Row | null {
  switch (record.kind) {
    case 'call':
      return callRow(record, index)
    case 'data':
      return mark(record, index, `${record.access}s ${nameOf(record)}`, record.object, false, weightOf(record))
    case 'output':
      return mark(record, index, `prints ${record.text}`, '')
    case 'process':
      return mark(record, index, processLabels[record.event], `pid ${record.pid}`, record.event === 'crash')
    case 'note':
    case 'fault':
      return mark(record, index, record.text, '', record.kind === 'fault')
    case 'outcome':
      return mark(record, index, titleOf(record.name), '', !record.ok && record.name !== 'stopped')
    default:
      return null
  }
}
/** A step has a bar on its lifeline. */
const weightOf = (record: DataRecord): Weight => (isStep(record) ? 'minor' : 'mark')
const nameOf = ({ structure, length }: DataRecord) => structure?.name ?? bytes(length)

function mark(
  record: Exclude<TraceRecord, CallOf>,
  index: number,
  label: string,
  detail: string,
  failed = false,
  weight: Weight = 'mark',
): Row {
  const participant = 'participant' in record ? record.participant : null
  const { t: effect } = record
  return { index, participant, weight, label, detail, failed, timedOut: false, bySystem: false, effect }
}
