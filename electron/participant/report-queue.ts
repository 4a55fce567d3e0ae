/** Collects what a busy participant thread reports, and sends it in one piece a turn of the event loop. */
import type { ParticipantReport } from '../contract/participant.ts'

export interface ReportQueue {
  add(report: ParticipantReport): void
  /** Resolves when all that was added has left this process. */
  flush(): Promise<void>
}

export function createReportQueue(send: (reports: ParticipantReport[], sent: () => void) => void): ReportQueue {
  let waiting: ParticipantReport[] = []
  let scheduled = false

  function sendAll(sent: () => void = () => {}) {
    scheduled = false
    const reports = waiting
    waiting = []
    send(reports, sent)
  }
  return {
    add(report) {
      waiting.push(report)
      if (scheduled) return
      scheduled = true
      setImmediate(() => {
        if (scheduled) sendAll()
      })
    },
    flush: () => new Promise((resolve) => sendAll(resolve)),
  }
}
