/** Everything that a person can do. */
import type { Theme } from '../electron/contract/desktop.ts'
import type { Policy } from '../electron/contract/service.ts'
import type { Preset, Settings } from '../electron/contract/settings.ts'
import { changedOf, questionOf } from './describe.ts'
import { whatIsGoingOn } from './ending.ts'
import { begunIn } from './exchanges.ts'
import { toPicture, toQuestion } from './focus.ts'
import { attempt, attemptLive } from './host.ts'
import { endJourney, runTo, toFirstOf } from './journey.ts'
import { withAsked } from './model/asked.ts'
import { stepsOf } from './model/steps.ts'
import { runningTimer } from './model/timers.ts'
import {
  closeRecording,
  exportTrace,
  openRecording,
  save,
  showFirstPage,
  showScenario,
  startPlayback,
  stopPlayback,
} from './player.ts'
import { answer, asks, mark, resetScore } from './predictions.ts'
import { compareLive } from './runs/compare-live.ts'
import { compareReferences, openReference } from './runs/references.ts'
import { ASK, askOf, awaitsQuestion, isLive, look, scenarioOf, useStore } from './store.ts'
import { desktop } from './transport/electron.ts'

const { setState: set, getState: get } = useStore

/** The start-up is no lesson: all of its calls are made, up to the first that the run is about. */
async function startUp() {
  await start({ mode: 'step' })
  const first = scenarioOf(get())?.firstCalls
  if (get().problem !== null || !first) return
  set({ starting: true, startUpOpen: false })
  await toFirstOf(first)
  set({ starting: false })
}

async function start(policy: Policy) {
  endJourney()
  set({ prediction: null })
  const scenario = scenarioOf(get())
  if (!scenario) return
  closeRecording(scenario.id)
  const { settings, fault } = get()
  const external = Object.entries(get().external).map(([participant, commandLine]) => ({ participant, commandLine }))
  const asked: Settings = scenario.asks ? { [ASK]: askOf(get()) } : {}
  set({ starting: true })
  await attempt(async (service) => {
    await service.call('start', {
      scenario: scenario.id,
      settings: { ...settings, ...asked },
      policy,
      ...(fault !== null && { fault }),
      ...(external.length > 0 && { external }),
    })
    // It strikes once: the run after it is a sound one again.
    set({ fault: null })
  })
  set({ starting: false })
}

/** The person decides from here on. */
async function setPolicy(policy: Policy) {
  endJourney()
  if (!isLive(get())) {
    if (policy.mode === 'free') return start(policy)
    await startUp()
    if (!isLive(get())) return
  }
  await attemptLive(async (service) => {
    await service.call('setPolicy', { policy })
    // The host tells a run that goes freely only now and then: the next key must know already.
    set(({ state }) => ({ state: state && { ...state, policy } }))
  })
}

/** Whoever lets live processes go on sees what they do, and not the past. */
function goOnNow(policy: Policy) {
  if (isLive(get())) set({ cursor: null })
  return setPolicy(policy)
}

/** In the live run. */
async function ask(text: string) {
  const { records, header } = get()
  const atRest = awaitsQuestion(get()) && runningTimer(records) === null
  await attempt(async (service) => {
    await service.call('ask', { text })
    const { told, asked } = get()
    const begun = told ? begunIn(told) : 0
    set({ asked: withAsked(asked, text, { begun, own: Number(header?.settings.requests ?? 0), atRest }) })
  })
}

/** What of a preset begins a run. */
type Chosen = Pick<Preset, 'settings' | 'fault'>

const withLast = (ids: readonly string[], id: string) => [...ids.filter((other) => other !== id), id]

const paced = (): Policy => ({ mode: 'paced', interval: Math.round(1000 / get().speed) })

export const actions = {
  choose(scenario: string, at: number | null = null) {
    endJourney()
    showScenario(scenario, at)
  },
  /** Back to the first page of the scenario that is looked at. */
  showFirstPage() {
    const scenario = scenarioOf(get())
    if (!scenario) return
    endJourney()
    showFirstPage(scenario.id)
  },
  setAsk: (ask: string) => set({ ask }),
  setFault: (fault: string | null) => set({ fault }),
  setSettings: (settings: Settings) => set({ settings }),
  /** Whose program plays a participant: undefined for the app's own. */
  setExternal(id: string, commandLine: string | null | undefined) {
    const { [id]: _before, ...others } = get().external
    set({ external: commandLine === undefined ? others : { ...others, [id]: commandLine } })
  },
  /** Takes its settings and its fault, and begins with them. */
  tryPreset({ settings, fault }: Chosen) {
    set({ settings, fault: fault ?? null, external: {} })
    return startUp()
  },
  /** Goes to another scenario, and begins with one of its presets; with another question than its own where there is one. */
  see(scenario: string, preset: Chosen, ask?: string | null) {
    set({ mistakes: false })
    if (scenarioOf(get())?.id !== scenario) actions.choose(scenario)
    if (ask !== undefined) set({ ask })
    return actions.tryPreset(preset)
  },
  setTheme(theme: Theme) {
    globalThis.localStorage?.setItem('theme', theme)
    desktop()?.tell({ type: 'theme', theme })
    set({ theme })
  },
  fold: (folded: boolean) => set({ folded }),
  /** Gives a lane room for words, where there is not room for all. */
  open: (id: string) => set({ opened: withLast(get().opened, id) }),
  /** The same, where nobody has opened another one on its side. */
  follow: (id: string) => set({ followed: withLast(get().followed, id) }),
  /** As before anything was opened. */
  closeLanes: () => set({ opened: [], followed: [] }),
  setPredicting: (predicting: boolean) => set({ predicting, prediction: null }),
  answer,
  mark,
  resetScore,
  dismiss: () => set({ problem: null }),
  complain: (problem: string) => set({ problem }),
  setPresenting: (presenting: boolean) => set({ presenting }),
  setBlackout: (blackout: boolean) => set({ blackout }),
  showHelp: (help: boolean) => set({ help }),
  showPalette: (palette: boolean) => set({ palette }),
  showMistakes: (mistakes: boolean) => set({ mistakes }),
  setSpeed(speed: number) {
    set({ speed })
    if (get().playing) startPlayback()
    if (get().state?.policy.mode === 'paced') void setPolicy(paced())
  },
  /** Asks in the live run, or starts one with the question. Whoever has sent it goes on with the keys of the run. */
  async send() {
    toPicture()
    if (isLive(get())) {
      set({ cursor: null })
      await ask(askOf(get()))
    } else await startUp()
    // What was refused can be mended at once.
    if (get().problem !== null) toQuestion()
  },
  /** Starts a run that a person steps, from the first call that it is about. */
  begin: () => startUp(),
  /** With the fault of the run before it, unless another one was chosen. */
  beginAgain() {
    const { fault, header } = get()
    set({ fault: fault ?? header?.fault ?? null })
    return actions.begin()
  },
  openStartUp: (startUpOpen: boolean) => set({ startUpOpen }),
  step(participant?: string) {
    if (!isLive(get())) {
      // Who steps the start-up wants to see it.
      set({ startUpOpen: true })
      return start({ mode: 'step' })
    }
    endJourney()
    if (asks(participant)) return
    set({ cursor: null })
    return attemptLive((service) => service.call('step', participant === undefined ? {} : { participant }))
  },
  play: () => goOnNow(paced()),
  pause: () => setPolicy({ mode: 'step' }),
  runFree: () => goOnNow({ mode: 'free' }),
  runTo,
  openRecording,
  closeRecording: () => closeRecording(),
  /** Really runs what the recording shows: with its settings, its question and its fault. */
  runLive() {
    const { header } = get()
    if (!header) return
    const scenario = scenarioOf(get())
    const ask = questionOf(header, scenario)
    set({ settings: changedOf(header, scenario), ask, fault: header.fault ?? null, external: {} })
    toPicture()
    return start({ mode: 'step' })
  },
  openReference(reference: string) {
    endJourney()
    toPicture()
    return openReference(reference)
  },
  compare: compareReferences,
  compareLive,
  endComparing: () => set({ comparing: null }),
  /** Goes from the comparison to a call, from 1, in the run that it belongs to. */
  openCompared(reference: string, at: number) {
    set({ comparing: null })
    return openReference(reference, at)
  },
  startPlayback,
  stopPlayback,
  save,
  exportTrace: () => void exportTrace(),
  /** Ends the run; what is under way is told first, and then a second time ends it. */
  stop() {
    endJourney()
    const ending = get().ending === null ? whatIsGoingOn(get()) : null
    set({ ending })
    if (ending !== null) return Promise.resolve()
    set({ cursor: null })
    return attempt((service) => service.call('stop', {}))
  },
  /** The run is not to be ended after all. */
  goOn: () => set({ ending: null }),
  look,
  /** The same of a call, from 1. */
  lookAtCall: (at: number | null) => look(at === null ? null : (stepsOf(get().records)[at - 1] ?? null)),
}
