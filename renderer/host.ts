/** What the host tells, and how it is asked. */
import type { HostEvent, ServiceClient } from '../electron/contract/service.ts'
import type { TraceRecord } from '../electron/contract/trace.ts'
import { timeOf } from '../electron/trace/order.ts'
import { useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** Adds records in the order of their times: one of another process may come a little late. */
export function merge(records: readonly TraceRecord[], added: readonly TraceRecord[]): TraceRecord[] {
  const merged = [...records, ...added]
  const first = added[0]
  const last = records.at(-1)
  if (first && last && timeOf(first) < timeOf(last)) merged.sort((a, b) => timeOf(a) - timeOf(b))
  return merged
}

/** Events are collected for one animation frame, so that a fast run does not draw thousands of times. */
let arrived: TraceRecord[] = []

export function drawArrived() {
  if (arrived.length === 0) return
  const added = arrived
  arrived = []
  set({ records: merge(get().records, added) })
}

function hear(event: HostEvent) {
  switch (event.type) {
    case 'snapshot':
      arrived = []
      return set({ header: event.header, records: event.records, state: event.state, cursor: null })
    case 'header':
      return set({ header: event.header })
    case 'records':
      if (arrived.length === 0) requestAnimationFrame(drawArrived)
      arrived.push(...event.records)
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
  arrived = []
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
