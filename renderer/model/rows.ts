/** One row of the lifelines for each event that a person follows, in the order of the trace. */
import type { DataRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { bytes, duration, isNull } from '../format.ts'

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
  /** When it took effect, in nanoseconds: rows are drawn in this order. */
  readonly effect: number
}

/** Calls that wait for somebody else take effect as they return; every other call may be noticed from its start. */
const waitingCalls = new Set(['WinGetMsg', 'DosWaitChild', 'DosSleep'])

/** Calls that prepare or clear away, and are not what the hand-over is about. */
const minorCalls = new Set([
  'WinInitialize',
  'WinQueryWindowProcess',
  'WinStartTimer',
  'WinStopTimer',
  'WinDestroyWindow',
  'WinDestroyMsgQueue',
  'WinTerminate',
])

/** Calls whose result is a handle or TRUE, so that 0 is the failure; those of the control program return 0. */
const failedCall = (name: string, code: number) => (name.startsWith('Win') ? code === 0 : code !== 0)

type CallOf = TraceRecord & { kind: 'call' }

function callDetail({ name, args, result, start, end }: CallOf): string {
  switch (name) {
    case 'DosAllocSharedMem':
      return result.code === 0 ? `${bytes(Number(args.cb))} → ${args.ppb}` : outcome(result)
    case 'DosGiveSharedMem':
      return result.code === 0 ? `${args.pb} to pid ${args.pid}` : outcome(result)
    case 'DosExecPgm':
      return result.code === 0 ? `${args.pName} → pid ${args.codeTerminate}` : outcome(result)
    case 'DosGetNamedSharedMem':
      return result.code === 0 ? `${args.pszName}` : outcome(result)
    case 'DosGetSharedMem':
    case 'DosQueryMem':
    case 'DosFreeMem':
      return `${args.pb} ${outcome(result)}`
    case 'WinGetMsg':
      return `${args.msg ?? ''} after ${duration(end - start)}`
    case 'WinPostMsg':
      return isNull(String(args.mp1)) ? String(args.msg) : `${args.msg} ${args.mp1}`
    case 'WinCreateWindow':
      return `object window → ${result.name}`
    case 'WinStartTimer':
      return `${args.dtTimeout} ms`
    default:
      return outcome(result)
  }
}
const outcome = ({ code, name }: { code: number; name: string }) =>
  name === String(code) ? `→ ${code}` : `→ ${name}`

function callRow(call: CallOf, index: number): Row {
  const { name, participant, result, start, end } = call
  const ended = name === 'WinGetMsg' && call.args.msg === 'WM_QUIT'
  return {
    index,
    participant,
    weight: minorCalls.has(name) ? 'minor' : 'call',
    label: name,
    detail: callDetail(call),
    failed: !ended && failedCall(name, result.code),
    effect: waitingCalls.has(name) ? end : start,
  }
}

const processLabels = {
  start: 'process starts',
  ready: 'thread is ready',
  exit: 'process ends',
  crash: 'process crashed',
}

/** Null for records that are drawn as part of another's row. */
function rowOf(record: TraceRecord, index: number): Row | null {
  switch (record.kind) {
    case 'call':
      return callRow(record, index)
    case 'data':
      return mark(record, index, `${record.access === 'write' ? 'writes' : 'reads'} ${nameOf(record)}`, record.object)
    case 'output':
      return mark(record, index, `prints ${record.text}`, '')
    case 'process':
      return mark(record, index, processLabels[record.event], `pid ${record.pid}`, record.event === 'crash')
    case 'note':
    case 'fault':
      return mark(record, index, record.text, '', record.kind === 'fault')
    case 'outcome':
      return mark(record, index, record.name, '', !record.ok && record.name !== 'stopped')
    default:
      return null
  }
}
const nameOf = ({ structure, length }: DataRecord) => structure?.name ?? bytes(length)

function mark(
  record: Exclude<TraceRecord, CallOf>,
  index: number,
  label: string,
  detail: string,
  failed = false,
): Row {
  const participant = 'participant' in record ? record.participant : null
  return { index, participant, weight: 'mark', label, detail, failed, effect: record.t }
}

export const rowsOf = (records: readonly TraceRecord[]): Row[] =>
  records.flatMap((record, index) => rowOf(record, index) ?? [])
