/** A recording: a header and the records of a run, one JSON object a line. */
import * as z from 'zod/mini'
import { type TraceHeader, type TraceRecord, traceHeader, traceRecord } from '../contract/trace.ts'

export interface Recording {
  readonly header: TraceHeader
  readonly records: readonly TraceRecord[]
}

/** What is wrong with a file that was to be a recording, as a sentence. */
export class NoRecording extends Error {
  override readonly name = 'NoRecording'
}

export const writeRecording = ({ header, records }: Recording): string =>
  [header, ...records].map((line) => `${JSON.stringify(line)}\n`).join('')

function parseLine(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NoRecording(`This is no recording: line ${line} is no JSON.`)
  }
}

/** Throws NoRecording for anything else than a whole recording of this version. */
export function readRecording(text: string): Recording {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [first, ...rest] = lines
  if (first === undefined) throw new NoRecording('This is no recording: the file is empty.')
  const header = z.safeParse(traceHeader, parseLine(first, 1))
  if (!header.success) {
    throw new NoRecording('This is no recording: its first line is not the header of a Sharemem trace, version 1.')
  }
  const records = rest.map((text, index) => {
    const record = z.safeParse(traceRecord, parseLine(text, index + 2))
    if (record.success) return record.data
    throw new NoRecording(`This recording is damaged: line ${index + 2} is no record of a trace.`)
  })
  return { header: header.data, records }
}
