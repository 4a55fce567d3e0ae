/** Collects what a busy participant thread reports, and sends it in one piece a turn of the event loop. */
import type { PackedReports, ParticipantReport } from '../contract/participant.ts'

/** A part of a helper's message. */
export type Told = PackedReports | ParticipantReport

export interface ReportQueue {
  /** `delivered` is called when it has left this process. */
  add(told: Told, delivered?: () => void): void
  /** Resolves when all that was added has left this process. */
  flush(): Promise<void>
}

export function createReportQueue(send: (told: Told[], sent: () => void) => void): ReportQueue {
  let waiting: Told[] = []
  let listeners: (() => void)[] = []
  let scheduled = false

  function sendAll(sent: () => void = () => {}) {
    scheduled = false
    const [told, deliveries] = [waiting, listeners]
    waiting = []
    listeners = []
    send(told, () => {
      for (const delivered of deliveries) delivered()
      sent()
    })
  }
  return {
    add(told, delivered) {
      waiting.push(told)
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
