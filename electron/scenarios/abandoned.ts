/** A mutex whose owner has died: who was handed it, as a sentence of the outcome. */
import type { CallRecord, TraceRecord } from '../contract/trace.ts'

/** Whether the wait of its participant was ended by the death of the owner. */
const isAbandoned = ({ result }: CallRecord) => result.name === 'WAIT_ABANDONED_0'

/** Who was handed the mutex of a dead owner. */
export function createHeirs() {
  const heirs = new Set<string>()
  return {
    follow(record: TraceRecord) {
      if (record.kind === 'call' && isAbandoned(record)) heirs.add(record.participant)
    },
    inWords: () => abandonedTo([...heirs]),
  }
}

const list = new Intl.ListFormat('en')

/** Nothing where nobody was. */
const abandonedTo = (ids: readonly string[]) =>
  ids.length === 0 ? '' : `Its mutex was handed on as abandoned, to ${list.format(ids)}. `
