/** The recordings that come with Sharemem: for a first look, and for a class that has no processes to run. */
import { actions } from './actions.ts'

const texts = import.meta.glob<string>('../recordings/*.jsonl', { query: '?raw', import: 'default' })

export interface BundledRecording {
  readonly id: string
  readonly title: string
  /** What it shows, in one sentence. */
  readonly shows: string
}

export const recordings: readonly BundledRecording[] = [
  {
    id: 'hand-over',
    title: 'The whole hand-over',
    shows: 'Guaranteed delivery: the client frees the request when its receipt is acknowledged.',
  },
  {
    id: 'fire-and-forget',
    title: 'Fire and forget',
    shows: 'The client frees right after the post; the server’s own use keeps the object alive.',
  },
  {
    id: 'lost-request',
    title: 'The lost request',
    shows: 'Nobody gave the object away: freed too early, it is gone when the server comes to get it.',
  },
  {
    id: 'trap',
    title: 'The trap',
    shows: 'The server was given read access and writes: OS/2 ends such a process.',
  },
  {
    id: 'one-object-wine',
    title: 'One object, on Win32',
    shows: 'The reply returns in the request’s own object. Made under Wine, not under Windows.',
  },
]

/** The text of one of them. */
export async function readBundled(id: string): Promise<string> {
  const read = texts[`../recordings/${id}.jsonl`]
  if (!read) throw new Error(`There is no recording ‘${id}’.`)
  return read()
}

export async function openBundled(id: string) {
  const recording = recordings.find((candidate) => candidate.id === id)
  if (recording) actions.openRecording(recording.title, await readBundled(id))
}
