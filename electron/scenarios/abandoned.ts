/** A mutex whose owner has died: who was handed it, as a sentence of the outcome. */
import type { TraceRecord } from '../contract/trace.ts'

/** Whether the wait of its participant was ended by the death of the owner. */
export const isAbandoned = (record: TraceRecord) =>
  record.kind === 'call' && record.result.name === 'WAIT_ABANDONED_0'

const list = new Intl.ListFormat('en')

/** Nothing where nobody was. */
export const abandonedTo = (ids: readonly string[]) =>
  ids.length === 0 ? '' : `Its mutex was handed on as abandoned, to ${list.format(ids)}. `
