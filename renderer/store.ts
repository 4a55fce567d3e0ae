/** The one state of the screen, and everything that changes it. */
import { create } from 'zustand'
import type {
  HostEvent,
  HostInfo,
  ParticipantState,
  Policy,
  RunState,
  ServiceClient,
} from '../electron/contract/service.ts'
import type { Preset, ScenarioInfo, Settings } from '../electron/contract/settings.ts'
import type { RequestTiming, TraceHeader, TraceRecord } from '../electron/contract/trace.ts'
import { readRecording, writeRecording } from '../electron/recording/recording.ts'
import { saveAs } from './download.ts'
import { judged, type NextCall, type Prediction, questionFor } from './model/predict.ts'
import { stepsOf } from './model/steps.ts'
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
  /** The name of the recording that is looked at; null for what the host tells. */
  recording: string | null
  /** Whether everything is drawn for the last row. */
  presenting: boolean
  blackout: boolean
  /** Whether the class is asked before a step what it will do; what it is asked, and how often it was right. */
  predicting: boolean
  prediction: Prediction | null
  score: { readonly right: number; readonly asked: number }
  /** Whether the kernel's lifeline is folded away. */
  folded: boolean
  /** Whether the list of keys is open. */
  help: boolean
  /** Whether a recording plays by itself. */
  playing: boolean
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
  recording: null,
  presenting: globalThis.location?.hash === '#present',
  blackout: false,
  predicting: false,
  prediction: null,
  score: { right: 0, asked: 0 },
  folded: false,
  help: false,
  playing: false,
  problem: null,
}))

const { setState: set, getState: get } = useStore

export const scenarioOf = ({ info, header }: State): ScenarioInfo | null =>
  info?.scenarios.find(({ id }) => id === header?.scenario) ?? info?.scenarios[0] ?? null

export const isLive = ({ state }: State) => state?.live === true

const none: readonly RequestTiming[] = []

/** As the host tells them, or as a recording's outcome does. */
export function requestsOf({ state, records }: State): readonly RequestTiming[] {
  const last = records.at(-1)
  return state?.requests ?? (last?.kind === 'outcome' ? last.requests : none)
}

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
  judge()
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
  unsubscribe = service.subscribe(hear)
}

export const setConnected = (connected: boolean) => set({ connected })

async function start(policy: Policy) {
  set({ prediction: null })
  const scenario = scenarioOf(get())
  if (!scenario || !client) return
  closeRecording()
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

/** What the host tells is not heard while a recording is looked at; its processes go on. */
function openRecording(name: string, text: string) {
  try {
    const { header, records } = readRecording(text)
    stopPlayback()
    unsubscribe()
    arrived = []
    set({ header, records, state: null, recording: name, cursor: stepsOf(records)[0] ?? null, problem: null })
  } catch (error) {
    set({ problem: error instanceof Error ? error.message : String(error) })
  }
}

function closeRecording() {
  if (get().recording === null) return
  stopPlayback()
  set({ recording: null, header: null, records: [], state: null, cursor: null })
  if (client) unsubscribe = client.subscribe(hear)
}

let playback: ReturnType<typeof setInterval> | undefined

function stopPlayback() {
  clearInterval(playback)
  set({ playing: false })
}

/** Goes from call to call of a recording, at the chosen speed, from the beginning when it is at its end. */
function startPlayback() {
  clearInterval(playback)
  if (get().cursor === null) set({ cursor: stepsOf(get().records)[0] ?? null })
  playback = setInterval(() => {
    const { records, cursor } = get()
    const next = stepsOf(records).find((index) => index > (cursor ?? records.length))
    if (next === undefined) {
      set({ cursor: null })
      stopPlayback()
    } else {
      set({ cursor: next })
    }
  }, 1000 / get().speed)
  set({ playing: true })
}

/** A trace that is looked at, under the name of its scenario and what was asked. */
function save() {
  const { header, records } = get()
  if (!header) return
  saveAs(`${nameOf(header)}.jsonl`, writeRecording({ header, records }), 'application/jsonl')
}

/** Loaded when it is wanted: few want it. */
async function exportTrace() {
  const { toChromeTrace } = await import('../electron/recording/chrome-trace.ts')
  const { header, records } = get()
  if (header)
    saveAs(`${nameOf(header)}.trace.json`, JSON.stringify(toChromeTrace({ header, records })), 'application/json')
}

const nameOf = ({ scenario, platform, fault }: TraceHeader) =>
  [scenario, platform.wine ? 'wine' : platform.os, ...(fault ? [fault.replace(/[^a-z0-9]+/g, '-')] : [])].join('-')

const paced = (): Policy => ({ mode: 'paced', interval: Math.round(1000 / get().speed) })

/** The call that a step would make: of a participant, or of the one that has waited longest. */
function nextCall(participant?: string): NextCall | null {
  const { state, records, recording, cursor } = get()
  if (recording !== null) {
    const next = records[stepsOf(records).find((index) => index > (cursor ?? records.length)) ?? -1]
    return next?.kind === 'call' ? next : null
  }
  const halted = state?.participants.filter(({ phase, id }) => phase === 'halted' && (participant ?? id) === id) ?? []
  const [first] = halted.toSorted((a, b) => (a.call?.since ?? 0) - (b.call?.since ?? 0))
  return first?.call ? { participant: first.id, ...first.call } : null
}

/** Puts a question about the next call, if there is one, and whether the step has to wait for the answer. */
export function asks(participant?: string): boolean {
  const { predicting, prediction, records, recording, cursor, score } = get()
  if (prediction?.choice === null) return true
  set({ prediction: null })
  const next = predicting ? nextCall(participant) : null
  // Of a recording, only what lies behind is known.
  const past = recording === null || cursor === null ? records : records.slice(0, cursor + 1)
  const question = next && questionFor(next, past, score.asked, participant === undefined)
  if (!question) return false
  set({ prediction: { question, choice: null, right: null, seen: past.length } })
  return true
}

/** Makes the call, which knows the answer; null skips the question. */
async function answer(choice: string | null) {
  const { prediction, recording, cursor, records } = get()
  if (!prediction) return
  set({ prediction: choice === null ? null : { ...prediction, choice } })
  if (recording !== null) actions.look(stepsOf(records).find((index) => index > (cursor ?? records.length)) ?? null)
  else await attempt((service) => service.call('step', { participant: prediction.question.participant }))
  judge()
}

/** Looks whether the call has been made that the class was asked about. */
function judge() {
  const { prediction, records, score } = get()
  if (prediction?.choice == null || prediction.right !== null) return
  const told = judged(prediction, records)
  if (told.right === null) return
  const right = score.right + (told.right === told.choice ? 1 : 0)
  set({ prediction: told, score: { right, asked: score.asked + 1 } })
}

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

/** Releases call after call until `arrived` holds of a new record, or of a participant that halts. */
async function runTo(
  arrivedAt: (record: TraceRecord) => boolean,
  standsAt: (participant: ParticipantState) => boolean = () => false,
) {
  journeys += 1
  const mine = journeys
  let seen = get().records.length
  let stepped: unknown = null
  while (mine === journeys && isLive(get())) {
    drawArrived()
    const { records, state } = get()
    if (records.slice(seen).some(arrivedAt)) return
    if (stepped !== null && state?.participants.some((each) => each.phase === 'halted' && standsAt(each))) return
    seen = records.length
    // One call at a time: what it tells comes before the next is released.
    if (halted() && stepped !== state) {
      stepped = state
      set({ cursor: null })
      await attempt((service) => service.call('step', {}))
    }
    if (!(await nextChange())) return
  }
}

export const actions = {
  setAsk: (ask: string) => set({ ask }),
  setFault: (fault: string | null) => set({ fault }),
  setSettings: (settings: Settings) => set({ settings }),
  /** Takes its settings and its fault, and begins with them. */
  tryPreset({ settings, fault }: Preset) {
    set({ settings, fault: fault ?? null })
    return start({ mode: 'step' })
  },
  setTheme(theme: Theme) {
    globalThis.localStorage?.setItem('theme', theme)
    set({ theme })
  },
  fold: (folded: boolean) => set({ folded }),
  setPredicting: (predicting: boolean) => set({ predicting, prediction: null, score: { right: 0, asked: 0 } }),
  answer,
  dismiss: () => set({ problem: null }),
  complain: (problem: string) => set({ problem }),
  setPresenting: (presenting: boolean) => set({ presenting }),
  setBlackout: (blackout: boolean) => set({ blackout }),
  showHelp: (help: boolean) => set({ help }),
  setSpeed(speed: number) {
    set({ speed })
    if (get().playing) startPlayback()
    if (get().state?.policy.mode === 'paced') actions.play()
  },
  /** Asks in the live run, or starts one with the question. */
  send: () =>
    isLive(get()) ? attempt((service) => service.call('ask', { text: get().ask })) : start({ mode: 'step' }),
  step(participant?: string) {
    if (!isLive(get())) return start({ mode: 'step' })
    if (asks(participant)) return
    set({ cursor: null })
    return attempt((service) => service.call('step', participant === undefined ? {} : { participant }))
  },
  play: () => (isLive(get()) ? attempt((service) => service.call('setPolicy', { policy: paced() })) : start(paced())),
  pause: () => attempt((service) => service.call('setPolicy', { policy: { mode: 'step' } })),
  runFree: () =>
    isLive(get())
      ? attempt((service) => service.call('setPolicy', { policy: { mode: 'free' } }))
      : start({ mode: 'free' }),
  runTo,
  openRecording,
  closeRecording,
  startPlayback,
  stopPlayback,
  save,
  exportTrace: () => void exportTrace(),
  stop: () => attempt((service) => service.call('stop', {})),
  /** Looks at one place of the trace; the live processes are not disturbed. */
  look(cursor: number | null) {
    set({ cursor: cursor !== null && cursor >= get().records.length - 1 ? null : cursor })
  },
}
