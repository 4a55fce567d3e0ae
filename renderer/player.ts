/** Recordings: opened, played, saved and exported. */
import type { TraceHeader } from '../electron/contract/trace.ts'
import { cutOffText, readRecording, writeRecording } from '../electron/trace/recording.ts'
import { saveAs } from './download.ts'
import { knownScenarios, toldOf } from './exchanges.ts'
import { listenAgain, NOTHING, stopListening } from './host.ts'
import { nextStep, stepsOf } from './model/steps.ts'
import { switchedTo, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** The host is not heard while a recording is looked at. */
export function openRecording(name: string, text: string) {
  try {
    const { header, records, cutOff } = readRecording(text, knownScenarios)
    stopPlayback()
    stopListening()
    const steps = stepsOf(records)
    const at = steps[(get().wanted ?? 1) - 1] ?? steps[0] ?? null
    set({
      ...switchedTo(get(), header.scenario),
      ...{ header, records, dropped: 0, told: toldOf(header, records), state: null, recording: name, cursor: at },
      ...{ wanted: null, problem: cutOff === undefined ? null : `${name}: ${cutOffText(cutOff)}` },
    })
  } catch (error) {
    set({ problem: error instanceof Error ? error.message : String(error) })
  }
}

export function closeRecording() {
  if (get().recording === null) return
  stopPlayback()
  set({ ...NOTHING, recording: null })
  listenAgain()
}

/** Shows the first page of a scenario, or the host's run where that is one of it; the host's processes go on. */
export function showScenario(scenario: string, at: number | null) {
  stopPlayback()
  stopListening()
  set({ ...switchedTo(get(), scenario), ...NOTHING, recording: null, wanted: at, problem: null })
  listenAgain(scenario)
}

let playback: ReturnType<typeof setInterval> | undefined

export function stopPlayback() {
  clearInterval(playback)
  set({ playing: false })
}

/** Goes from call to call of a recording, at the chosen speed, from the beginning when it is at its end. */
export function startPlayback() {
  clearInterval(playback)
  if (get().cursor === null) set({ cursor: stepsOf(get().records)[0] ?? null })
  playback = setInterval(() => {
    const { records, cursor } = get()
    const next = nextStep(records, cursor)
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
export function save() {
  const { header, records } = get()
  if (!header) return
  saveAs(`${nameOf(header)}.jsonl`, writeRecording({ header, records }), 'application/jsonl')
}

/** Loaded when it is wanted: few want it. */
export async function exportTrace() {
  const { toChromeTrace } = await import('../electron/trace/chrome-trace.ts')
  const { header, records } = get()
  if (header)
    saveAs(`${nameOf(header)}.trace.json`, JSON.stringify(toChromeTrace({ header, records })), 'application/json')
}

const nameOf = ({ scenario, platform, fault }: TraceHeader) =>
  [scenario, platform.wine ? 'wine' : platform.os, ...(fault ? [fault.replace(/[^a-z0-9]+/g, '-')] : [])].join('-')
