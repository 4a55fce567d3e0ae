/**
 * Reports of the participant thread to control. Events are collected until the thread may wait for somebody, or there
 * are many; only what somebody waits for is told at once.
 */
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'
import { type Cells, UNTOLD } from './cells.ts'
import { createPacker } from './packing.ts'
import type { Bell, RingWriter } from './ring.ts'

/** In bytes. */
const MANY = 16 * 1024

/** What may reach control some milliseconds later: nobody waits for it, and other reports overtake nothing. */
const patient: ReadonlySet<ParticipantReport['type']> = new Set([
  'events',
  'blocked',
  'foreign',
  'timer-start',
  'timer-stop',
])

export interface Reporter {
  (report: ParticipantReport): void
  /** Tells at once what is left: before the thread sleeps, or ends. */
  flush(): void
}

export function createReporter(ring: RingWriter, cells: Cells): Reporter {
  const packer = createPacker()

  function add(event: ParticipantEvent) {
    if (event.kind === 'call') packer.addCall(event)
    else packer.add(event)
  }
  function write(bell: Bell) {
    ring.write(packer.take(), bell)
    Atomics.store(cells, UNTOLD, 0)
  }
  function report(message: ParticipantReport) {
    if (packer.size === 0) Atomics.store(cells, UNTOLD, 1)
    if (message.type === 'events') for (const event of message.events) add(event)
    else packer.add(message)
    if (!patient.has(message.type)) flush()
    // Whatever the thread waits for may take its time.
    else if (message.type === 'blocked' || packer.size > MANY) write('later')
  }
  function flush() {
    if (packer.size > 0) write('now')
  }
  return Object.assign(report, { flush })
}
