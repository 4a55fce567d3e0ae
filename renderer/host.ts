/** What the host tells, and how it is asked. */
import type { HostEvent, ServiceClient } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { createKept, SCREEN_LIMITS } from '../electron/trace/kept.ts'
import { placeNow } from './model/gap.ts'
import { useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** Of what the host has told. */
const kept = createKept(SCREEN_LIMITS)

/** What has come is drawn once in an animation frame, so that a fast run does not draw thousands of times. */
let undrawn = false

function draw() {
  if (!undrawn) return
  undrawn = false
  const { records: before, cursor, prediction } = get()
  const { records, dropped } = kept
  const now = (index: number) => placeNow(index, before, records)
  set({
    records,
    dropped,
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

function begin({ header, records, state }: HostEvent & { type: 'snapshot' }) {
  undrawn = false
  kept.clear()
  kept.add(records)
  set({ header, records: kept.records, dropped: kept.dropped, state, cursor: null })
}

function hear(event: HostEvent) {
  switch (event.type) {
    case 'snapshot':
      return begin(event)
    case 'header':
      return set({ header: event.header })
    case 'records':
      if (!undrawn) requestAnimationFrame(draw)
      undrawn = true
      kept.add(event.records)
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

/** Hears the host again, a snapshot first. */
export function listenAgain() {
  if (client) unsubscribe = client.subscribe(hear)
}

/** Begins to listen to the host. */
export async function attach(service: ServiceClient) {
  client = service
  await attempt(async () => set({ info: await service.call('hello', {}) }))
  unsubscribe = service.subscribe(hear)
}

export const setConnected = (connected: boolean) => set({ connected })
