/** Everything that a person can do. */
import type { Policy } from '../electron/contract/service.ts'
import type { Preset, Settings } from '../electron/contract/settings.ts'
import { toPicture, toQuestion } from './focus.ts'
import { attempt } from './host.ts'
import { endJourney, runTo } from './journey.ts'
import { stepsOf } from './model/steps.ts'
import {
  closeRecording,
  exportTrace,
  openRecording,
  save,
  showScenario,
  startPlayback,
  stopPlayback,
} from './player.ts'
import { answer, asks } from './predictions.ts'
import { ASK, askOf, isLive, look, scenarioOf, type Theme, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

async function start(policy: Policy) {
  endJourney()
  set({ prediction: null })
  const scenario = scenarioOf(get())
  if (!scenario) return
  closeRecording()
  const { settings, fault } = get()
  const asked: Settings = scenario.asks ? { [ASK]: askOf(get()) } : {}
  set({ starting: true })
  await attempt(async (service) => {
    await service.call('start', {
      scenario: scenario.id,
      settings: { ...settings, ...asked },
      policy,
      ...(fault !== null && { fault }),
    })
    // It strikes once: the run after it is a sound one again.
    set({ fault: null })
  })
  set({ starting: false })
}

/** The person decides from here on. */
function setPolicy(policy: Policy) {
  endJourney()
  return isLive(get()) ? attempt((service) => service.call('setPolicy', { policy })) : start(policy)
}

const paced = (): Policy => ({ mode: 'paced', interval: Math.round(1000 / get().speed) })

export const actions = {
  choose(scenario: string, at: number | null = null) {
    endJourney()
    showScenario(scenario, at)
  },
  setAsk: (ask: string) => set({ ask }),
  setFault: (fault: string | null) => set({ fault }),
  setSettings: (settings: Settings) => set({ settings }),
  /** Takes its settings and its fault, and begins with them. */
  tryPreset({ settings, fault }: Preset) {
    set({ settings, fault: fault ?? null })
    return start({ mode: 'step' })
  },
  /** Goes to another scenario, and begins with one of its presets. */
  see(scenario: string, preset: Preset) {
    set({ mistakes: false })
    if (scenarioOf(get())?.id !== scenario) actions.choose(scenario)
    return actions.tryPreset(preset)
  },
  setTheme(theme: Theme) {
    globalThis.localStorage?.setItem('theme', theme)
    set({ theme })
  },
  fold: (folded: boolean) => set({ folded }),
  /** Gives a lane room for words, where there is not room for all. */
  open: (id: string) => set({ opened: [...get().opened.filter((other) => other !== id), id] }),
  setPredicting: (predicting: boolean) => set({ predicting, prediction: null, score: { right: 0, asked: 0 } }),
  answer,
  dismiss: () => set({ problem: null }),
  complain: (problem: string) => set({ problem }),
  setPresenting: (presenting: boolean) => set({ presenting }),
  setBlackout: (blackout: boolean) => set({ blackout }),
  showHelp: (help: boolean) => set({ help }),
  showMistakes: (mistakes: boolean) => set({ mistakes }),
  setSpeed(speed: number) {
    set({ speed })
    if (get().playing) startPlayback()
    if (get().state?.policy.mode === 'paced') actions.play()
  },
  /** Asks in the live run, or starts one with the question. Whoever has sent it goes on with the keys of the run. */
  async send() {
    toPicture()
    if (isLive(get())) await attempt((service) => service.call('ask', { text: askOf(get()) }))
    else await start({ mode: 'step' })
    // What was refused can be mended at once.
    if (get().problem !== null) toQuestion()
  },
  /** Starts a run that a person steps. */
  begin() {
    toPicture()
    return start({ mode: 'step' })
  },
  step(participant?: string) {
    if (!isLive(get())) return start({ mode: 'step' })
    endJourney()
    if (asks(participant)) return
    set({ cursor: null })
    return attempt((service) => service.call('step', participant === undefined ? {} : { participant }))
  },
  play: () => setPolicy(paced()),
  pause: () => setPolicy({ mode: 'step' }),
  runFree: () => setPolicy({ mode: 'free' }),
  runTo,
  openRecording,
  closeRecording,
  startPlayback,
  stopPlayback,
  save,
  exportTrace: () => void exportTrace(),
  stop() {
    endJourney()
    return attempt((service) => service.call('stop', {}))
  },
  look,
  /** The same of a call, from 1. */
  lookAtCall: (at: number | null) => look(at === null ? null : (stepsOf(get().records)[at - 1] ?? null)),
}
