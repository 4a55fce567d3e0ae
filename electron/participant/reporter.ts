/**
 * Reports of the participant thread to control. They are collected until the thread may wait for somebody, or there are
 * many, and packed no sooner: by then whoever waits for this thread mostly has what it waits for. Only what somebody
 * waits for is told at once.
 */
import type { ParticipantReport } from '../contract/participant.ts'
import { createPacker } from '../packed/packing.ts'
import { type Cells, UNTOLD } from './cells.ts'
import type { Bell, RingWriter } from './ring.ts'

/** How many reports wait to be packed, at most. */
const MOST_WAITING = 64
/** In bytes, of those that are packed. */
const MANY = 16 * 1024

/** What may reach control some milliseconds later: nobody waits for it, and other reports overtake nothing. */
const patient: ReadonlySet<ParticipantReport['type']> = new Set([
  'events',
  'blocked',
  'foreign',
  'timer-start',
  'timer-stop',
])

/** When what may wait is written: before its thread waits for somebody. `once-asked`: as soon as `asked` is called. */
export type When = 'now' | 'once-asked'

export interface Reporter {
  (report: ParticipantReport, when?: When): void
  /** Somebody has been asked, and is at work: what waits to be packed takes no time while this thread waits for the answer. */
  asked(): void
  /** Tells at once what is left: before the thread sleeps, or ends. */
  flush(): void
}

export function createReporter(ring: RingWriter, cells: Cells): Reporter {
  const packer = createPacker()
  let waiting: ParticipantReport[] = []

  function pack(message: ParticipantReport) {
    if (message.type === 'events') for (const event of message.events) packer.addEvent(event)
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
  function report(message: ParticipantReport, when: When = 'now') {
    Atomics.store(cells, UNTOLD, 1)
    waiting.push(message)
    if (!patient.has(message.type)) return flush()
    // Whatever the thread waits for may take its time.
    if (message.type === 'blocked' && when === 'now') return tell()
    if (waiting.length < MOST_WAITING) return
    packAll()
    if (packer.size > MANY) write('later')
  }
  function flush() {
    packAll()
    if (packer.size > 0) write('now')
  }
  return Object.assign(report, { flush, asked: tell })
}
