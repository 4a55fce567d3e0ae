/** Recordings: opened, played, saved and exported. */
import type { TraceHeader } from '../electron/contract/trace.ts'
import { readRecording, writeRecording } from '../electron/trace/recording.ts'
import { saveAs } from './download.ts'
import { listenAgain, stopListening } from './host.ts'
import { nextStep, stepsOf } from './model/steps.ts'
import { useStore } from './store.ts'

const { setState: set, getState: get } = useStore

/** The host is not heard while a recording is looked at. */
export function openRecording(name: string, text: string) {
  try {
    const { header, records } = readRecording(text)
    stopPlayback()
    stopListening()
    set({
      header,
      records,
      dropped: 0,
      state: null,
      recording: name,
      cursor: stepsOf(records)[0] ?? null,
      problem: null,
    })
  } catch (error) {
    set({ problem: error instanceof Error ? error.message : String(error) })
  }
}

export function closeRecording() {
  if (get().recording === null) return
  stopPlayback()
  set({ recording: null, header: null, records: [], state: null, cursor: null })
  listenAgain()
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
