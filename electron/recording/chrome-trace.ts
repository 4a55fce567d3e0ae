/**
 * A recording as Chrome Trace Event JSON, which Perfetto opens: a track for each process, its calls with the kernel calls
 * inside them, an arrow for each message, and a counter for each object. Times are microseconds since the start of the run.
 */
import type { CallRecord, KernelCall, MessageRecord, TraceRecord } from '../contract/trace.ts'
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
/** No process has this id: what the kernel says of objects is nobody's own. */
const KERNEL = 0

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

/** Arrows have ids from 1; a receipt ends the first arrow to its window with the same message that is still open. */
function createArrows() {
  const open: { id: number; message: MessageRecord }[] = []
  let last = 0
  return (message: MessageRecord, pid: number): ChromeEvent | null => {
    const event = (ph: 's' | 'f', id: number): ChromeEvent => ({
      name: message.name,
      cat: 'message',
      ph,
      ...(ph === 'f' && { bp: 'e' }),
      id,
      ts: micro(message.t),
      pid,
      tid: PROGRAM,
    })
    if (message.phase === 'posted') {
      last += 1
      open.push({ id: last, message })
      return event('s', last)
    }
    const at = open.findIndex(
      ({ message: { window, id, mp1, mp2 } }) =>
        window === message.window && id === message.id && mp1 === message.mp1 && mp2 === message.mp2,
    )
    const [found] = at < 0 ? [] : open.splice(at, 1)
    return found ? event('f', found.id) : null
  }
}

export function toChromeTrace({ header, records }: Recording): ChromeTrace {
  const pids = new Map(header.participants.map(({ id, pid }) => [id, pid]))
  const arrow = createArrows()

  function eventsOf(record: TraceRecord): (ChromeEvent | null)[] {
    const pid = ('participant' in record && record.participant && pids.get(record.participant)) || KERNEL
    switch (record.kind) {
      case 'call':
        return [slice(record, pid), ...record.kernel.map((call) => kernelSlice(call, pid))]
      case 'message':
        return [arrow(record, pid)]
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
  const tracks = header.participants.flatMap(({ id, pid }) => [
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
      ...records.flatMap(eventsOf).filter((event) => event !== null),
    ],
  }
}
