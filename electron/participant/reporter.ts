/**
 * Reports of the participant thread, by way of control to the supervisor. They are collected until the thread may wait
 * for somebody, or there are many, and packed no sooner: by then whoever waits for this thread mostly has what it waits
 * for. Only what somebody waits for is told at once.
 */
import type { ParticipantReport } from '../contract/participant.ts'
import { createPacker } from '../packed/packing.ts'
import { packTold } from '../packed/told.ts'
import { type Cells, UNTOLD } from './cells.ts'
import type { Bell, RingWriter } from './ring.ts'

/** How many reports wait to be packed, at most. */
const MOST_WAITING = 64
/** In bytes, of those that are packed. */
const MANY = 16 * 1024

/** What may reach the supervisor some milliseconds later: nobody waits for it, and other reports overtake nothing. */
const patient: ReadonlySet<ParticipantReport['type']> = new Set([
  'events',
  'blocked',
  'foreign',
  'timer-start',
  'timer-stop',
])

export interface Reporter {
  /** `awaitsAnswer`: the thread may wait now, but only for an answer, of which it tells first. */
  (report: ParticipantReport, awaitsAnswer?: boolean): void
  /** The thread waits for an answer from here on: who is to give it is at work. */
  answerAwaited(): void
  /** Tells at once what is left: before the thread sleeps, or ends. */
  flush(): void
}

/** `hears` hears each report as it is made. */
export function createReporter(
  ring: RingWriter,
  cells: Cells,
  hears: (report: ParticipantReport) => void = () => {},
): Reporter {
  const packer = createPacker(packTold)
  let waiting: ParticipantReport[] = []

  function pack(message: ParticipantReport) {
    if (message.type === 'events') for (const event of message.events) packer.add(event)
    else packer.add(message)
  }
  function packAll() {
    // What cannot be packed is not tried again.
    const all = waiting
    waiting = []
    for (const message of all) pack(message)
  }
  function write(bell: Bell) {
    ring.write(packer.take(), bell)
    Atomics.store(cells, UNTOLD, 0)
  }
  function tell() {
    packAll()
    if (packer.size > 0) write('later')
  }
  function report(message: ParticipantReport, awaitsAnswer = false) {
    hears(message)
    Atomics.store(cells, UNTOLD, 1)
    waiting.push(message)
    if (!patient.has(message.type)) return flush()
    // Whatever the thread waits for may take its time.
    if (message.type === 'blocked' && !awaitsAnswer) return tell()
    if (waiting.length < MOST_WAITING) return
    packAll()
    if (packer.size > MANY) write('later')
  }
  function flush() {
    packAll()
    if (packer.size > 0) write('now')
  }
  return Object.assign(report, { flush, answerAwaited: tell })
}
