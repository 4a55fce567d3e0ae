/** The recordings that come with Sharemem: for a first look, and for a class that has no processes to run. */
import { loadLate } from './load-late.ts'
import { openRecording } from './player.ts'
import catalogue from './recordings.json' with { type: 'json' }

const texts = import.meta.glob<string>('../recordings/*.jsonl', { query: '?raw', import: 'default' })

export interface BundledRecording {
  readonly id: string
  readonly scenario: string
  readonly title: string
  /** What it shows, in one sentence. */
  readonly shows: string
  /** The recording that shows most beside it. */
  readonly comparedWith?: string
}

export const recordings: readonly BundledRecording[] = catalogue

/** The text of one of them. */
export async function readBundled(id: string): Promise<string> {
  const read = texts[`../recordings/${id}.jsonl`]
  if (!read) throw new Error(`There is no recording ‘${id}’.`)
  return read()
}

export async function openBundled(id: string) {
  const recording = recordings.find((candidate) => candidate.id === id)
  if (!recording) return
  const { title } = recording
  const text = await loadLate(`“${title}”`, () => readBundled(id))
  if (text !== null) openRecording(title, text, id)
}
