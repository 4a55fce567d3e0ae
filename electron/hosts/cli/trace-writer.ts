/** Writes a trace as JSON lines: the header first, once every participant's process id is known. */
import type { TraceHeader, TraceRecord } from '../../contract/trace.ts'

export interface TraceWriter {
  header(header: TraceHeader): void
  records(records: TraceRecord[]): void
}

/** An outcome ends the waiting for the participants. Of those who are `unstarted` no process id will be known. */
export function createTraceWriter(write: (lines: string) => void, unstarted: readonly string[] = []): TraceWriter {
  let header: TraceHeader | null = null
  let written = false
  let waiting: TraceRecord[] = []

  function flush() {
    if (!header) return
    const lines = written ? waiting : [header, ...waiting]
    written = true
    waiting = []
    write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }
  return {
    header(next) {
      header = next
    },
    records(records) {
      waiting.push(...records)
      const complete = header?.participants.every(({ id, pid }) => pid !== null || unstarted.includes(id))
      if (written || complete || records.some(({ kind }) => kind === 'outcome')) flush()
    },
  }
}
