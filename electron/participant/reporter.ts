/**
 * Reports of the participant thread to control. Events are collected until the thread may wait for somebody, or there
 * are many: each message between threads costs more than the event in it, and a fast run would leave control behind.
 */
import type { ParticipantEvent, ParticipantReport } from '../contract/participant.ts'

const MANY = 64

export interface Reporter {
  (report: ParticipantReport): void
  /** Reports what is left: before the thread sleeps, or ends. */
  flush(): void
}

export function createReporter(post: (report: ParticipantReport) => void): Reporter {
  let waiting: ParticipantEvent[] = []

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
