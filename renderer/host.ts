/** What the host tells, and how it is asked. */
import type { HostEvent, ServiceClient } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { createKept, SCREEN_LIMITS } from '../electron/trace/kept.ts'
import { toldOf } from './exchanges.ts'
import { placeNow } from './model/gap.ts'
import { stepsOf } from './model/steps.ts'
import { switchedTo, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** Of what the host has told. */
const kept = createKept(SCREEN_LIMITS)

/** The screen before any run. */
export const NOTHING = { header: null, records: [], dropped: 0, told: null, state: null, cursor: null }

/** What has come is drawn once in an animation frame, so that a fast run does not draw thousands of times. */
let undrawn = false

function draw() {
  if (!undrawn) return
  undrawn = false
  const { records: before, cursor, prediction, told } = get()
  const { records, dropped } = kept
  const now = (index: number) => placeNow(index, before, records)
  set({
    records,
    dropped,
    told: told && { ...told },
    // An earlier record may have slipped in before what is looked at, or all of it may have gone.
    cursor: cursor === null ? null : now(cursor),
    prediction: prediction && { ...prediction, seen: now(prediction.seen - 1) + 1 },
  })
}

const hearers = new Set<(records: readonly TraceRecord[]) => void>()

/** Hears records as they come, before they are drawn. Returns what ends it. */
export function onRecords(hearer: (records: readonly TraceRecord[]) => void): () => void {
  hearers.add(hearer)
  return () => void hearers.delete(hearer)
}

type Snapshot = HostEvent & { type: 'snapshot' }

/** The scenario that the person has asked for: a run of another one is not what is to be looked at now. */
let sought: string | null = null
/** Of which scenario the host's run is, while this screen looks at another one. */
let aside: string | null = null

/** The host goes on with its run; this screen shows the first page of the scenario that was asked for. */
function setAside({ header }: Snapshot): boolean {
  const running = header?.scenario ?? null
  const another = sought !== null && running !== null && running !== sought
  aside = another || (aside !== null && aside === running) ? running : null
  sought = null
  return aside !== null
}

function begin(snapshot: Snapshot) {
  undrawn = false
  kept.clear()
  if (setAside(snapshot)) return set({ ...NOTHING, wanted: null })
  const { header, records, state } = snapshot
  kept.add(records)
  const { wanted } = get()
  const at = wanted === null ? undefined : stepsOf(kept.records)[wanted - 1]
  set({
    ...(header && switchedTo(get(), header.scenario)),
    ...{ header, records: kept.records, dropped: kept.dropped, told: toldOf(header, kept.records), state },
    ...{ cursor: at ?? null, wanted: null },
  })
}

function hear(event: HostEvent) {
  if (aside !== null && event.type !== 'snapshot') return
  switch (event.type) {
    case 'snapshot':
      return begin(event)
    case 'header':
      return set({ header: event.header })
    case 'records':
      if (!undrawn) requestAnimationFrame(draw)
      undrawn = true
      kept.add(event.records)
      for (const record of event.records) get().told?.exchanges.follow(record)
      for (const hearer of hearers) hearer(event.records)
      return
    case 'state':
      return set({ state: event.state })
  }
}

let client: ServiceClient | null = null
let unsubscribe = () => {}

/** Shows what went wrong; the next success takes it away. */
export async function attempt(action: (service: ServiceClient) => Promise<unknown>) {
  if (!client) return
  try {
    await action(client)
    set({ problem: null })
  } catch (error) {
    set({ problem: error instanceof Error ? error.message : String(error) })
  }
}

/** What the host tells is not heard from now on; its processes go on. */
export function stopListening() {
  unsubscribe()
  undrawn = false
}

/** Hears the host again, a snapshot first; of a run of another scenario than `scenario` nothing is shown. */
export function listenAgain(scenario: string | null = null) {
  sought = scenario
  aside = null
  if (client) unsubscribe = client.subscribe(hear)
}

/** Begins to listen to the host, and looks at this scenario of its; null for whichever it runs, or else the first. */
export async function attach(service: ServiceClient, scenario: string | null = null) {
  client = service
  await attempt(async () => set({ info: await service.call('hello', {}) }))
  // Whoever has opened a recording meanwhile looks at that.
  if (get().recording !== null) return
  const known = get().info?.scenarios?.some(({ id }) => id === scenario) === true
  if (known) set({ scenario })
  listenAgain(known ? scenario : null)
}

export const setConnected = (connected: boolean) => set({ connected })
