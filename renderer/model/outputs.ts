/** What programs have printed, up to a place in the trace. */
import type { OutputRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { countBefore, createFollower, type Part } from './fold.ts'

interface Printed {
  readonly index: number
  readonly record: OutputRecord
}

export interface Console {
  readonly participant: string
  readonly lines: readonly Printed[]
}

/** Follows a trace, and tells of each place in it; consoles stand in the order in which something was first printed. */
export function createConsoles(): (records: readonly TraceRecord[], cursor: number) => Console[] {
  const printed: Printed[] = []
  const placeOf = ({ index }: Printed) => index
  const part: Part = {
    take(record, index) {
      if (record.kind === 'output') printed.push({ index, record })
    },
    cut(index) {
      printed.length = countBefore(printed, index, placeOf)
    },
  }
  const follow = createFollower([part])
  return (records, cursor) => {
    follow(records)
    const lines = new Map<string, Printed[]>()
    for (const each of printed.slice(0, countBefore(printed, cursor + 1, placeOf))) {
      const own = lines.get(each.record.participant)
      if (own) own.push(each)
      else lines.set(each.record.participant, [each])
    }
    return [...lines].map(([participant, lines]) => ({ participant, lines }))
  }
}
