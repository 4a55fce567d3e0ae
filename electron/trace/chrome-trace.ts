/**
 * A recording as Chrome Trace Event JSON, which Perfetto opens: a track for each process, its calls with the kernel calls
 * inside them, an arrow for each message, and a counter for each object. Times are microseconds since the start of the run.
 */
import type { CallRecord, KernelCall, TraceHeader, TraceRecord } from '../contract/trace.ts'
import { type Flight, flightsOf } from './flights.ts'
import type { Recording } from './recording.ts'

interface ChromeEvent {
  readonly name: string
  /** M metadata, X a slice, s and f the ends of an arrow, C a counter, i an instant. */
  readonly ph: 'M' | 'X' | 's' | 'f' | 'C' | 'i'
  readonly ts: number
  readonly pid: number
  readonly tid: number
  readonly [key: string]: unknown
}

export interface ChromeTrace {
  readonly displayTimeUnit: 'ns'
  readonly otherData: Readonly<Record<string, string>>
  readonly traceEvents: readonly ChromeEvent[]
}

/** The threads of a participant, as they are numbered here. */
const PROGRAM = 1
const AGENT = 2
/**
 * No process has this id, and what the kernel says of objects is nobody's own: one more than Linux gives, and odd, as no
 * id of Windows is. Perfetto does not show counters of process 0 with it.
 */
const KERNEL = 4_194_305

type PidOf = (participant: string | null) => number

const micro = (nanoseconds: number) => nanoseconds / 1000

function slice(call: CallRecord, pid: number): ChromeEvent {
  const { name, args, result, start, end, object, source, api } = call
  return {
    name,
    cat: api,
    ph: 'X',
    ts: micro(start),
    dur: micro(end - start),
    pid,
    tid: PROGRAM,
    args: {
      ...args,
      result: `${result.code} ${result.name}`,
      ...(object && { object }),
      ...(source && { line: source.line }),
    },
  }
}

/** A call that the Give made in the receiver's process stands on that one's second track. */
function kernelSlice({ name, args, result, errno, start, end, pid: other }: KernelCall, pid: number): ChromeEvent {
  return {
    name,
    cat: 'kernel',
    ph: 'X',
    ts: micro(start),
    dur: micro(end - start),
    pid: other ?? pid,
    tid: other === undefined ? PROGRAM : AGENT,
    args: { arguments: args.join(', '), result, ...(errno && { errno: errno.name }) },
  }
}

/** The ends of a message's arrow, whose ids begin with 1; one that nobody has taken has no head. */
function arrow(
  { posted, received }: Flight,
  index: number,
  records: readonly TraceRecord[],
  pidOf: PidOf,
): ChromeEvent[] {
  const end = (at: number | null, ph: 's' | 'f'): ChromeEvent[] => {
    const message = at === null ? undefined : records[at]
    if (message?.kind !== 'message') return []
    const { name, t, participant } = message
    const place = { ts: micro(t), pid: pidOf(participant), tid: PROGRAM }
    return [{ name, cat: 'message', ph, ...(ph === 'f' && { bp: 'e' }), id: index + 1, ...place }]
  }
  return [...end(posted, 's'), ...end(received, 'f')]
}

/** Those of the participants that have a process. */
const started = ({ participants }: TraceHeader) =>
  participants.flatMap(({ id, pid }) => (pid === null ? [] : [{ id, pid }]))

export function toChromeTrace({ header, records }: Recording): ChromeTrace {
  const pids = new Map(started(header).map(({ id, pid }) => [id, pid]))
  const pidOf: PidOf = (participant) => (participant !== null && pids.get(participant)) || KERNEL

  function eventsOf(record: TraceRecord): ChromeEvent[] {
    const pid = pidOf('participant' in record ? record.participant : null)
    switch (record.kind) {
      case 'call':
        return [slice(record, pid), ...record.kernel.map((call) => kernelSlice(call, pid))]
      case 'count':
        return [
          {
            name: `usage of ${record.object}`,
            ph: 'C',
            ts: micro(record.t),
            pid: KERNEL,
            tid: PROGRAM,
            args: { usage: record.usage, [record.kernel.name]: record.kernel.value },
          },
        ]
      case 'note':
      case 'fault':
      case 'outcome':
        return [{ name: record.text, cat: record.kind, ph: 'i', s: 'g', ts: micro(record.t), pid, tid: PROGRAM }]
      default:
        return []
    }
  }

  const metadata = (name: string, pid: number, tid: number, value: string): ChromeEvent => ({
    name,
    ph: 'M',
    ts: 0,
    pid,
    tid,
    args: { name: value },
  })
  const tracks = started(header).flatMap(({ id, pid }) => [
    metadata('process_name', pid, PROGRAM, id),
    metadata('thread_name', pid, PROGRAM, 'program'),
    metadata('thread_name', pid, AGENT, 'memory agent'),
  ])
  const { os, kernel, wine, node } = header.platform
  return {
    displayTimeUnit: 'ns',
    otherData: { scenario: header.scenario, os, kernel, node, ...(wine && { wine }) },
    traceEvents: [
      metadata('process_name', KERNEL, PROGRAM, 'shared memory'),
      ...tracks,
      ...records.flatMap(eventsOf),
      ...flightsOf(records).flatMap((flight, index) => arrow(flight, index, records, pidOf)),
    ],
  }
}
