/** Whether a run has come to a place of a lesson. */
import type { ParticipantState } from '../../electron/contract/service.ts'
import type { TraceRecord } from '../../electron/contract/trace.ts'
import type { Place } from './lesson-file.ts'

export interface Arrival {
  /** Hears each record of the run, from its first one on; returns whether it brings the run to the place. */
  follow(record: TraceRecord): boolean
  /** Whether a participant that halts stands at it. */
  standsAt(participant: Pick<ParticipantState, 'id' | 'call'>): boolean
  /** Whether the run is there, or beyond it. */
  readonly passed: boolean
}

/** Which step of a participant a record tells; null for none. */
function stepOf(record: TraceRecord): string | null {
  if (record.kind === 'call') return record.name
  return record.kind === 'data' ? record.access : null
}

export function createArrival(place: Place): Arrival {
  let made = 0
  let passed = false
  const isEnd = place === 'end'
  const nth = isEnd ? 1 : (place.nth ?? 1)
  const after = isEnd || place.when === 'after'

  const tells = (record: TraceRecord) =>
    isEnd
      ? record.kind === 'outcome'
      : 'participant' in record && record.participant === place.participant && stepOf(record) === place.call
  return {
    follow(record) {
      if (!tells(record)) return false
      made += 1
      if (made !== nth) return false
      passed = true
      return after
    },
    standsAt: ({ id, call }) =>
      !isEnd && !after && id === place.participant && call?.name === place.call && made === nth - 1,
    get passed() {
      return passed
    },
  }
}

/** Whether who was to stand at the place has gone on since. */
export function isPast(place: Place, records: readonly TraceRecord[]): boolean {
  if (place === 'end') return false
  const arrival = createArrival(place)
  const at = records.findIndex((record) => {
    arrival.follow(record)
    return arrival.passed
  })
  if (at < 0 || place.when !== 'after') return at >= 0
  const isNext = (record: TraceRecord) => 'participant' in record && record.participant === place.participant
  return records.slice(at + 1).some((record) => isNext(record) && stepOf(record) !== null)
}
