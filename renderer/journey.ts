/** Runs on to an event or a line, one released call after the other. */
import type { ParticipantState, RunState } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { attempt, onRecords } from './host.ts'
import { isLive, type State, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** How long nobody may be there to be released before a run to an event gives up by itself, in milliseconds. */
const PATIENCE = 2000

const halted = (id?: string) =>
  get().state?.participants.some((each) => each.phase === 'halted' && (id === undefined || each.id === id))

const haltsOf = (state: RunState | null) =>
  state?.participants.map(({ id, phase, call }) => (phase === 'halted' ? `${id} ${call?.since}` : '')).join()

const sameHalts = (one: RunState | null, other: RunState | null) => haltsOf(one) === haltsOf(other)

/** Whether the run has told something: what a person does meanwhile, or is refused, is no news of it. */
const hasTold = (state: State, before: State) => state.state !== before.state || state.records !== before.records

/** Resolves when the run has told something, or nothing in time, or when nobody waits for it any more. */
function nextTold(patience: number, wanted: () => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (told: boolean) => {
      clearTimeout(late)
      stop()
      resolve(told)
    }
    const stop = useStore.subscribe((state, before) => {
      if (hasTold(state, before) || !wanted()) end(true)
    })
    const late = setTimeout(() => end(false), patience)
  })
}

/** Counts the runs to an event: a newer one, or any other command, ends the one before. */
let journeys = 0

export const endJourney = () => {
  journeys += 1
}

/** Ends the one before; returns whether nobody has begun or ended another since. */
export function beginJourney(): () => boolean {
  endJourney()
  const mine = journeys
  return () => mine === journeys
}

interface Way {
  /** In milliseconds. */
  readonly patience?: number
  readonly wanted?: () => boolean
  /** Who is released before all others, if it halts. */
  readonly first?: string | null
}

/** Releases call after call until `arrived` holds of a new record, or of a participant that halts, or nobody wants it. */
export async function runTo(
  arrivedAt: (record: TraceRecord) => boolean,
  standsAt: (participant: ParticipantState) => boolean = () => false,
  { patience = PATIENCE, wanted = beginJourney(), first = null }: Way = {},
) {
  let arrived = false
  const stopHearing = onRecords((records) => {
    arrived ||= records.some(arrivedAt)
  })
  try {
    await goOn(() => wanted() && !arrived, standsAt, { patience, first })
  } finally {
    stopHearing()
  }
}

/** Releases call after call of a run that has just been started, until somebody halts before one of these. */
export async function toFirstOf(calls: readonly string[]) {
  const wanted = beginJourney()
  await goOn(
    () => wanted() && get().recording === null,
    ({ call }) => call !== null && calls.includes(call.name),
    { atOnce: true },
  )
}

async function goOn(
  wanted: () => boolean,
  standsAt: (participant: ParticipantState) => boolean,
  /** With `atOnce`, who stands there already has arrived. */
  { patience = PATIENCE, first = null, atOnce = false }: Way & { readonly atOnce?: boolean },
) {
  let stepped: unknown = null
  while (wanted() && isLive(get())) {
    const { state } = get()
    if ((atOnce || stepped !== null) && state?.participants.some((each) => each.phase === 'halted' && standsAt(each)))
      return
    // One call at a time: what it tells comes before the next is released.
    if (halted() && stepped !== state) {
      set({ cursor: null })
      const participant = stepped === null && first !== null && halted(first) ? first : undefined
      // A step that is refused has come too late: where everybody stands by now is told next.
      await attempt((service) => service.call('step', { participant }).catch(() => {}))
      // What has been told before the answer may still show the halt that was released: not another one.
      stepped = sameHalts(get().state, state) ? get().state : state
      if (get().state !== stepped) continue
    }
    // A process may take its time to start.
    const isQuiet = !(await nextTold(patience, wanted))
    if (isQuiet && !get().state?.participants.some(({ phase }) => phase === 'starting')) return
  }
}
