/**
 * Reports of the participant thread to control. Events are collected until the thread may wait for somebody, or there
 * are many: each message between threads costs more than the event in it, and a fast run would leave control behind.
 */
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'
import { type Cells, DELIVERED, sleepUntil, whileWaiting } from './cells.ts'

const MANY = 64

export interface Reporter {
  (report: ParticipantReport): void
  /** Reports what is left: before the thread sleeps, or ends. */
  flush(): void
}

/** How many messages may be on their way: then the thread waits, so that what waits never fills the memory. */
const ON_THEIR_WAY = 32

export function createReporter(cells: Cells, send: (report: ParticipantReport) => void): Reporter {
  let waiting: ParticipantEvent[] = []
  let sent = 0

  function post(report: ParticipantReport) {
    const onTheirWay = () => sent - Atomics.load(cells, DELIVERED)
    if (onTheirWay() >= ON_THEIR_WAY) whileWaiting(cells, () => sleepUntil(cells, () => onTheirWay() < ON_THEIR_WAY))
    sent += 1
    send(report)
  }

  function flush() {
    if (waiting.length === 0) return
    const events = waiting
    waiting = []
    post({ type: 'events', events })
  }
  function report(message: ParticipantReport) {
    if (message.type !== 'events') {
      flush()
      return post(message)
    }
    waiting.push(...message.events)
    if (waiting.length >= MANY) flush()
  }
  return Object.assign(report, { flush })
}
