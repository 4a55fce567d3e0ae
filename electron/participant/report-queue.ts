/** Collects what a busy participant thread reports, and sends it in one piece a turn of the event loop. */
import type { PackedReports, ParticipantReport } from '../contract/participant.ts'

/** A part of a helper's message. */
export type Sent = PackedReports | ParticipantReport

export interface ReportQueue {
  /** `delivered` is called when it has left this process. */
  add(part: Sent, delivered?: () => void): void
  /** Resolves when all that was added has left this process. */
  flush(): Promise<void>
}

export function createReportQueue(send: (parts: Sent[], sent: () => void) => void): ReportQueue {
  let waiting: Sent[] = []
  let listeners: (() => void)[] = []
  let scheduled = false

  function sendAll(sent: () => void = () => {}) {
    scheduled = false
    const [parts, deliveries] = [waiting, listeners]
    waiting = []
    listeners = []
    send(parts, () => {
      for (const delivered of deliveries) delivered()
      sent()
    })
  }
  return {
    add(part, delivered) {
      waiting.push(part)
      if (delivered) listeners.push(delivered)
      if (scheduled) return
      scheduled = true
      setImmediate(() => {
        if (scheduled) sendAll()
      })
    },
    flush: () => new Promise((resolve) => sendAll(resolve)),
  }
}
