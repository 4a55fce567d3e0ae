/** What the host tells, and how it is asked. */
import type {
  HostEvent,
  RunState,
  ServiceClient,
  ServiceMethod,
  ServiceParams,
} from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { createKept, SCREEN_LIMITS } from '../electron/trace/kept.ts'
import { toldOf } from './exchanges.ts'
import { placeNow } from './model/gap.ts'
import { stepsOf } from './model/steps.ts'
import { createPace } from './pace.ts'
import { rememberedScenario } from './remembered.ts'
import { chosenFor, isLive, runsFreely, switchedTo, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** Of what the host has told. */
const kept = createKept(SCREEN_LIMITS)

/** The screen before any run. */
export const NOTHING = {
  header: null,
  records: [],
  dropped: 0,
  told: null,
  asked: [],
  state: null,
  cursor: null,
  prediction: null,
}

/** Whether records have come that are not drawn yet, and the state that is to be drawn with them. */
let undrawn = false
let untold: RunState | null = null

/** Whether something has come that is not drawn yet: a wait that is drawn may be over by then. */
export const isBehind = (): boolean => undrawn || untold !== null

const toldNow = (state: RunState | null) => ({ state, toldAt: performance.now() })

function draw() {
  set({ ...(untold && toldNow(untold)), ...(undrawn && recordsNow()) })
  forget()
}

/** What has not been drawn is not to be drawn any more, or has been. */
function forget() {
  undrawn = false
  untold = null
  pace.cancel()
}

function recordsNow() {
  const { records: before, cursor, prediction, told } = get()
  const { records, dropped } = kept
  const now = (index: number) => placeNow(index, before, records)
  return {
    records,
    dropped,
    told: told && { ...told },
    // An earlier record may have slipped in before what is looked at, or all of it may have gone.
    cursor: cursor === null ? null : now(cursor),
    prediction: prediction && {
      ...prediction,
      seen: now(prediction.seen - 1) + 1,
      at: prediction.at === undefined ? undefined : now(prediction.at),
    },
  }
}

const pace = createPace(draw)

/** `isLast`: what has come is the end of the run, so that there is nothing more to wait for. */
function drawSoon(isLast = false) {
  const state = untold ?? get().state
  pace.request(state !== null && runsFreely(state) && !isLast)
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
/** Of which scenario the host's run is, while this screen looks at something else; with `ended`, only of one that is over. */
let aside: { readonly scenario: string; readonly ended: boolean } | null = null

/** All records of the host’s run that have come, also those that are not drawn yet; of a long run, what is kept. */
export const heard = (): readonly TraceRecord[] => kept.records

/** Whether the host's run is not to be shown: this screen shows the first page of the scenario that was asked for. */
function setAside({ header, state }: Snapshot): boolean {
  const running = header?.scenario
  const isAnother = sought !== null && running !== sought
  const stays = aside !== null && aside.scenario === running && !(aside.ended && state?.live)
  if (running === undefined || !(isAnother || stays)) aside = null
  else if (isAnother) aside = { scenario: running, ended: false }
  sought = null
  return aside !== null
}

function begin(snapshot: Snapshot) {
  forget()
  kept.clear()
  if (setAside(snapshot)) return set({ ...NOTHING, wanted: null })
  const { header, records, state } = snapshot
  kept.add(records)
  const { wanted } = get()
  const at = wanted === null ? undefined : stepsOf(kept.records)[wanted - 1]
  set({
    ...(header && switchedTo(get(), header.scenario)),
    ...{ header, records: kept.records, dropped: kept.dropped, told: toldOf(header, kept.records) },
    ...toldNow(state),
    ...{ asked: [], cursor: at ?? null, wanted: null, prediction: null },
  })
}

/** At once, unless there is soon another. */
function tellState(state: RunState) {
  untold = runsFreely(state) ? state : null
  if (untold) drawSoon()
  else set(toldNow(state))
}

function hear(event: HostEvent) {
  if (aside !== null && event.type !== 'snapshot') return
  switch (event.type) {
    case 'snapshot':
      return begin(event)
    case 'header':
      return set({ header: event.header })
    case 'records':
      undrawn = true
      kept.add(event.records)
      for (const record of event.records) get().told?.exchanges.follow(record)
      drawSoon(event.records.at(-1)?.kind === 'outcome')
      for (const hearer of hearers) hearer(event.records)
      return
    case 'state':
      return tellState(event.state)
  }
}

let client: ServiceClient | null = null
let unsubscribe = () => {}

/** Asks the host; rejects with what it refuses, and why. */
export async function callHost<M extends ServiceMethod>(method: M, params: ServiceParams<M>) {
  if (!client) throw new Error('The host has not answered yet.')
  return client.call(method, params)
}

type Action = (service: ServiceClient) => Promise<unknown>

/** Shows what went wrong, unless that is `known` by then; the success of what is begun after that takes it away. */
export async function attempt(action: Action, known: () => boolean = () => false) {
  if (!client) return
  const { problem: before } = get()
  try {
    await action(client)
    if (get().problem === before) set({ problem: null })
  } catch (error) {
    if (!known()) set({ problem: error instanceof Error ? error.message : String(error) })
  }
}

/** The same of what a live run is to do: that it has just ended by itself is told already, and nothing went wrong. */
export const attemptLive = (action: Action) => attempt(action, () => !isLive(get()))

/** What the host tells is not heard from now on; its processes go on. */
export function stopListening() {
  unsubscribe()
  forget()
}

/** Hears the host again, a snapshot first; of a run of another scenario than `scenario` nothing is shown. */
export function listenAgain(scenario: string | null = null) {
  sought = scenario
  aside = null
  if (client) unsubscribe = client.subscribe(hear)
}

/** The same, and of one of this scenario only when it is live. */
export function listenForAnother(scenario: string) {
  sought = scenario
  aside = { scenario, ended: true }
  if (client) unsubscribe = client.subscribe(hear)
}

/**
 * Begins to listen to the host, and looks at the scenario that the page's address names once the host has answered; null
 * for whichever it runs, or else the first.
 */
export async function attach(service: ServiceClient, addressed: () => string | null = () => null) {
  client = service
  let scenario: string | null = null
  await attempt(async () => {
    const info = await service.call('hello', {})
    scenario = addressed()
    const shown = get().header?.scenario ?? scenario ?? rememberedScenario()
    const known = info.scenarios?.some(({ id }) => id === shown) === true
    set({ info, ...(known && { scenario: shown }), ...chosenFor({ info }, known ? shown : null) })
  })
  // Whoever has opened a recording meanwhile looks at that.
  if (get().recording !== null) return
  const known = get().info?.scenarios?.some(({ id }) => id === scenario) === true
  listenAgain(known ? scenario : null)
}

/**
 * Resolves once the host has said what it knows, or after `patience` milliseconds: who opens a page and a file at once is a
 * moment ahead of the host.
 */
export function untilAnswered(patience: number): Promise<void> {
  const hasAnswered = () => get().info !== null
  if (hasAnswered()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(late)
      stopLooking()
      resolve()
    }
    const stopLooking = useStore.subscribe(() => {
      if (hasAnswered()) end()
    })
    const late = setTimeout(end, patience)
  })
}

/** A lost connection, and then this many attempts in vain: on this machine, nobody listens there any more. */
const IN_VAIN = 2

let failures = 0

/** Hears of each connection, and of each one lost or not made. */
export function setConnected(connected: boolean) {
  failures = connected ? 0 : failures + 1
  // A page that has never known its host cannot tell that it has ended.
  const gone = get().info !== null && failures > IN_VAIN
  // Its processes have ended with it: what it has told is all that there is.
  set({ connected, gone, ...(gone && get().recording === null && { state: null, prediction: null, ending: null }) })
}
