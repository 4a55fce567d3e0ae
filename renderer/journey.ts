/** Runs on to an event or a line, one released call after the other. */
import type { ParticipantState } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { attempt, onRecords } from './host.ts'
import { isLive, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** How long nobody may be there to be released before a run to an event gives up, in milliseconds. */
const PATIENCE = 2000

const halted = () => get().state?.participants.find(({ phase }) => phase === 'halted')

/** Resolves when something has been told, or nothing in time. */
function nextChange(): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (told: boolean) => {
      clearTimeout(late)
      stop()
      resolve(told)
    }
    const stop = useStore.subscribe(() => end(true))
    const late = setTimeout(() => end(false), PATIENCE)
  })
}

/** Counts the runs to an event: a newer one, or any other command, ends the one before. */
let journeys = 0

export const endJourney = () => {
  journeys += 1
}

/** Releases call after call until `arrived` holds of a new record, or of a participant that halts. */
export async function runTo(
  arrivedAt: (record: TraceRecord) => boolean,
  standsAt: (participant: ParticipantState) => boolean = () => false,
) {
  endJourney()
  const mine = journeys
  let arrived = false
  const stopHearing = onRecords((records) => {
    arrived ||= records.some(arrivedAt)
  })
  try {
    await goOn(() => mine === journeys && !arrived, standsAt)
  } finally {
    stopHearing()
  }
}

async function goOn(wanted: () => boolean, standsAt: (participant: ParticipantState) => boolean) {
  let stepped: unknown = null
  while (wanted() && isLive(get())) {
    const { state } = get()
    if (stepped !== null && state?.participants.some((each) => each.phase === 'halted' && standsAt(each))) return
    // One call at a time: what it tells comes before the next is released.
    if (halted() && stepped !== state) {
      stepped = state
      set({ cursor: null })
      await attempt((service) => service.call('step', {}))
    }
    if (!(await nextChange())) return
  }
}
