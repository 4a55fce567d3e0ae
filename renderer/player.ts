/** Recordings: opened, played, saved and exported. */
import type { TraceHeader } from '../electron/contract/trace.ts'
import { cutOffText, type ReadRecording, readRecording, writeRecording } from '../electron/trace/recording.ts'
import { faultsIn } from '../electron/trace/recording-faults.ts'
import { fileNameOf } from './describe.ts'
import { saveAs } from './download.ts'
import { knownScenarios, toldOf } from './exchanges.ts'
import { listenAgain, listenForAnother, NOTHING, stopListening } from './host.ts'
import { loadLate } from './load-late.ts'
import { nextStep, stepsOf } from './model/steps.ts'
import { scenarioOf, switchedTo, useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** What a person has to know of a file that is shown: that it is cut off, or that somebody has changed it. */
function complaintsOf(name: string, read: ReadRecording): string | null {
  const cut = read.cutOff === undefined ? [] : [cutOffText(read.cutOff)]
  const sentences = [...cut, ...faultsIn(read, knownScenarios)]
  return sentences.length === 0 ? null : `${name}: ${sentences.join(' ')}`
}

/** Which scenario was looked at before a recording was opened. */
let before: string | null = null

/** The host is not heard while a recording is looked at. `reference` is what the address calls it; null for a file. */
export function openRecording(name: string, text: string, reference: string | null = null) {
  try {
    const read = readRecording(text, knownScenarios)
    const { header, records } = read
    stopPlayback()
    stopListening()
    if (get().recording === null) before = scenarioOf(get())?.id ?? null
    const steps = stepsOf(records)
    const at = steps[(get().wanted ?? 1) - 1] ?? steps[0] ?? null
    set({
      ...switchedTo(get(), header.scenario),
      ...{ header, records, dropped: 0, told: toldOf(header, records), state: null, recording: name, cursor: at },
      ...{ wanted: null, prediction: null, reference, problem: complaintsOf(name, read) },
    })
  } catch (error) {
    set({ problem: `${name}: ${error instanceof Error ? error.message : String(error)}` })
  }
}

/** Goes back to the scenario that was looked at before, or to the one that is to be run now. */
export function closeRecording(scenario = before) {
  if (get().recording === null) return
  stopPlayback()
  const back = scenario === null ? {} : switchedTo(get(), scenario)
  set({ ...back, ...NOTHING, recording: null, reference: null, problem: null })
  listenAgain(scenario)
}

function leaveFor(scenario: string, at: number | null) {
  stopPlayback()
  stopListening()
  set({ ...switchedTo(get(), scenario), ...NOTHING, recording: null, reference: null, wanted: at, problem: null })
}

/** Shows the first page of a scenario, or the host's run where that is one of it; the host's processes go on. */
export function showScenario(scenario: string, at: number | null) {
  leaveFor(scenario, at)
  listenAgain(scenario)
}

/** Shows the first page of a scenario, also where the host tells of a run of it. */
export function showFirstPage(scenario: string) {
  leaveFor(scenario, null)
  listenForAnother(scenario)
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

/** A trace that is looked at, under a name that tells what it is. */
export function save() {
  const { header, records } = get()
  if (!header) return
  saveAs(`${nameOf(header)}.sharemem`, writeRecording({ header, records }), 'application/jsonl')
}

export async function exportTrace() {
  const loaded = await loadLate('The export', () => import('../electron/trace/chrome-trace.ts'))
  const { header, records } = get()
  if (!header || !loaded) return
  const trace = loaded.toChromeTrace({ header, records })
  saveAs(`${nameOf(header)}.trace.json`, JSON.stringify(trace), 'application/json')
}

const nameOf = (header: TraceHeader) => fileNameOf(header, scenarioOf(get()))
