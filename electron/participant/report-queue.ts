/** Collects what a busy participant thread reports, and sends it in one piece a turn of the event loop. */
import type { ParticipantReport } from '../contract/participant.ts'

export interface ReportQueue {
  /** `delivered` is called when it has left this process. */
  add(report: ParticipantReport, delivered?: () => void): void
  /** Resolves when all that was added has left this process. */
  flush(): Promise<void>
}

export function createReportQueue(send: (reports: ParticipantReport[], sent: () => void) => void): ReportQueue {
  let waiting: ParticipantReport[] = []
  let listeners: (() => void)[] = []
  let scheduled = false

  function sendAll(sent: () => void = () => {}) {
    scheduled = false
    const [reports, deliveries] = [waiting, listeners]
    waiting = []
    listeners = []
    send(reports, () => {
      for (const delivered of deliveries) delivered()
      sent()
    })
  }
  return {
    add(report, delivered) {
      waiting.push(report)
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
