/** The one state of the screen, and everything that changes it. */
import { create } from 'zustand'
import type { HostEvent, HostInfo, Policy, RunState, ServiceClient } from '../electron/contract/service.ts'
import type { ScenarioInfo, Settings } from '../electron/contract/settings.ts'
import type { TraceHeader, TraceRecord } from '../electron/contract/trace.ts'
import { timeOf } from './model/time.ts'

const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export interface State {
  connected: boolean
  info: HostInfo | null
  header: TraceHeader | null
  records: readonly TraceRecord[]
  state: RunState | null
  /** The place in the trace that is looked at; null for the end, live. */
  cursor: number | null
  /** Chosen settings; what is not chosen has its default. */
  settings: Settings
  ask: string
  /** What is to go wrong in the next run, as it is typed; null when nothing is. */
  fault: string | null
  /** Calls per second while playing. */
  speed: number
  theme: Theme
  /** The latest complaint, as a sentence; null when there is none. */
  problem: string | null
}

function rememberedTheme(): Theme {
  const remembered = globalThis.localStorage?.getItem('theme')
  return themes.find((theme) => theme === remembered) ?? 'system'
}

export const useStore = create<State>(() => ({
  connected: false,
  info: null,
  header: null,
  records: [],
  state: null,
  cursor: null,
  settings: {},
  ask: 'lookup Fe',
  fault: null,
  speed: 2,
  theme: rememberedTheme(),
  problem: null,
}))

const { setState: set, getState: get } = useStore

export const scenarioOf = ({ info, header }: State): ScenarioInfo | null =>
  info?.scenarios.find(({ id }) => id === header?.scenario) ?? info?.scenarios[0] ?? null

export const isLive = ({ state }: State) => state?.live === true

/** Whether the run goes on only when the person asks: nobody halts or runs. */
export const awaitsQuestion = ({ state }: State) =>
  state?.asking === true && state.participants.every(({ phase }) => phase === 'blocked')

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

function drawArrived() {
  if (arrived.length === 0) return
  set({ records: merge(get().records, arrived) })
  arrived = []
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

/** Shows what went wrong; the next success takes it away. */
async function attempt(action: (service: ServiceClient) => Promise<unknown>) {
  if (!client) return
  try {
    await action(client)
    set({ problem: null })
  } catch (error) {
    set({ problem: error instanceof Error ? error.message : String(error) })
  }
}

/** Begins to listen to the host. */
export async function attach(service: ServiceClient) {
  client = service
  await attempt(async () => set({ info: await service.call('hello', {}) }))
  service.subscribe(hear)
}

export const setConnected = (connected: boolean) => set({ connected })

async function start(policy: Policy) {
  const scenario = scenarioOf(get())
  if (!scenario) return
  const { settings, ask, fault } = get()
  await attempt(async (service) => {
    await service.call('start', {
      scenario: scenario.id,
      settings: { ...settings, ask },
      policy,
      ...(fault !== null && { fault }),
    })
    // It strikes once: the run after it is a sound one again.
    set({ fault: null })
  })
}

const paced = (): Policy => ({ mode: 'paced', interval: Math.round(1000 / get().speed) })

export const actions = {
  setAsk: (ask: string) => set({ ask }),
  setFault: (fault: string | null) => set({ fault }),
  setSettings: (settings: Settings) => set({ settings }),
  setTheme(theme: Theme) {
    globalThis.localStorage?.setItem('theme', theme)
    set({ theme })
  },
  dismiss: () => set({ problem: null }),
  setSpeed(speed: number) {
    set({ speed })
    if (get().state?.policy.mode === 'paced') actions.play()
  },
  /** Asks in the live run, or starts one with the question. */
  send: () =>
    isLive(get()) ? attempt((service) => service.call('ask', { text: get().ask })) : start({ mode: 'step' }),
  step(participant?: string) {
    if (!isLive(get())) return start({ mode: 'step' })
    set({ cursor: null })
    return attempt((service) => service.call('step', participant === undefined ? {} : { participant }))
  },
  play: () => (isLive(get()) ? attempt((service) => service.call('setPolicy', { policy: paced() })) : start(paced())),
  pause: () => attempt((service) => service.call('setPolicy', { policy: { mode: 'step' } })),
  runFree: () =>
    isLive(get())
      ? attempt((service) => service.call('setPolicy', { policy: { mode: 'free' } }))
      : start({ mode: 'free' }),
  stop: () => attempt((service) => service.call('stop', {})),
  /** Looks at one place of the trace; the live processes are not disturbed. */
  look(cursor: number | null) {
    set({ cursor: cursor !== null && cursor >= get().records.length - 1 ? null : cursor })
  },
}
