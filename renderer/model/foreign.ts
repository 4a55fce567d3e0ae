/** Messages that a program ignored: those that came from outside, and the run's own that came to nothing. */
import type { MessageRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { createFlights, type Flight } from '../../electron/trace/flights.ts'
import { createUndo } from '../../electron/trace/undo.ts'
import { countBefore, following, type Part } from './fold.ts'

interface Ignored {
  /** The place of its receipt. */
  readonly index: number
  readonly message: MessageRecord
}

interface Foreign extends Part {
  /** The way of each message, of which the others are told. */
  readonly flights: readonly Flight[]
  /** Nobody of the run has posted them. */
  readonly outside: readonly Ignored[]
  readonly own: readonly Ignored[]
}

/** What a program notes of a message that it has just taken, and cannot act on. */
const IGNORED = /^\S+ ignored /

function createForeign(): Foreign {
  const flights = createFlights()
  const outside: Ignored[] = []
  const own: Ignored[] = []
  /** What each participant has received last. */
  const latest = new Map<string, Ignored & { readonly strayed: boolean }>()
  const undo = createUndo()

  function receive(message: MessageRecord, index: number) {
    const { participant } = message
    const before = latest.get(participant)
    latest.set(participant, { index, message, strayed: flights.strays.at(-1)?.index === index })
    undo.at(index, () => (before ? latest.set(participant, before) : latest.delete(participant)))
  }
  function ignore(participant: string, index: number) {
    const found = latest.get(participant)
    if (!found) return
    const list = found.strayed ? outside : own
    list.push({ index: found.index, message: found.message })
    undo.at(index, () => list.pop())
  }
  return {
    flights: flights.flights,
    outside,
    own,
    // Messages and notes of its own are among them.
    kinds: flights.kinds,
    take(record, index) {
      flights.take(record, index)
      if (record.kind === 'message' && record.phase === 'received') receive(record, index)
      if (record.kind === 'note' && record.participant !== null && IGNORED.test(record.text))
        ignore(record.participant, index)
    },
    cut(index) {
      flights.cut(index)
      undo.cut(index)
    },
  }
}

/** Of the trace that is looked at. */
export const foreignIn = following(createForeign())

/** How many of each there are up to a place. */
export function ignoredUntil(records: readonly TraceRecord[], cursor: number) {
  const { outside, own } = foreignIn(records)
  const upTo = (list: readonly Ignored[]) => countBefore(list, cursor + 1, ({ index }) => index)
  return { outside: upTo(outside), own: upTo(own) }
}
