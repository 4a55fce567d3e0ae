/** The recordings that come along, for tests of what is read from real runs. */
import { type Recording, readRecording } from '../electron/trace/recording.ts'
import { knownScenarios } from './exchanges.ts'

const texts = import.meta.glob<string>('../recordings/*.jsonl', { query: '?raw', import: 'default', eager: true })

const read = new Map<string, Recording>()

/** By the name of its file. */
export function recordingOf(name: string): Recording {
  const text = texts[`../recordings/${name}.jsonl`]
  if (text === undefined) throw new Error(`There is no recording ${name}.`)
  const recording = read.get(name) ?? readRecording(text, knownScenarios)
  read.set(name, recording)
  return recording
}

export const recordingNames = Object.keys(texts).map((path) => path.replace(/^.*\/|\.jsonl$/g, ''))
