/** A recording: a header and the records of a run, one JSON object a line. */
import * as z from 'zod/mini'
import { quoted } from '../contract/problem.ts'
import { type TraceHeader, type TraceRecord, traceHeader, traceRecord } from '../contract/trace.ts'

export interface Recording {
  readonly header: TraceHeader
  readonly records: readonly TraceRecord[]
}

/** One that was read; lines are counted from 1. */
export interface ReadRecording extends Recording {
  /** The last line, where the file ends in the middle of it. */
  readonly cutOff?: number
  /** In which line each record stands, where that does not follow from its place: some lines are empty. */
  readonly lines?: readonly number[]
}

/** What is wrong with a file that was to be a recording, as a sentence. */
export class NoRecording extends Error {
  override readonly name = 'NoRecording'
}

export const cutOffText = (line: number) =>
  `This recording is cut off in its last line, ${line}: what stands before it is all there is.`

export const writeRecording = ({ header, records }: Recording): string =>
  [header, ...records].map((line) => `${JSON.stringify(line)}\n`).join('')

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What Windows' editors write before a text. */
const BYTE_ORDER = /^\uFEFF/

const FORMAT = 'sharemem-trace'
const VERSION = 1
const ofFormat = z.object({ format: z.literal(FORMAT), version: z.unknown() })

/** As a person reads them: `a, b and c`. */
const listOf = (ids: readonly string[]) => ids.join(', ').replace(/, ([^,]+)$/, ' and $1')

function readHeader(line: string, known: readonly string[]): TraceHeader {
  const value = parse(line)
  if (value === undefined) throw new NoRecording('This is no recording: line 1 is no JSON.')
  const format = z.safeParse(ofFormat, value)
  if (format.success && format.data.version !== VERSION) {
    const version = JSON.stringify(format.data.version)
    throw new NoRecording(`This recording is of version ${version}, and only version ${VERSION} is known here.`)
  }
  const header = z.safeParse(traceHeader, value)
  if (!header.success) {
    throw new NoRecording('This is no recording: its first line is not the header of a Sharemem trace, version 1.')
  }
  const { scenario } = header.data
  if (known.includes(scenario)) return header.data
  throw new NoRecording(
    `This recording is of the scenario ${quoted(scenario)}, which is not known here: only ${listOf(known)} are.`,
  )
}

function readRecord(text: string, line: number): TraceRecord {
  const value = parse(text)
  if (value === undefined) throw new NoRecording(`This is no recording: line ${line} is no JSON.`)
  const record = z.safeParse(traceRecord, value)
  if (record.success) return record.data
  throw new NoRecording(`This recording is damaged: line ${line} is no record of a trace.`)
}

/**
 * Reads the text of a file, of one of the `known` scenarios. Throws NoRecording for anything else than a recording of
 * this version that is whole, or whole up to its last line: whoever wrote it may have been ended in the middle of that.
 */
export function readRecording(text: string, known: readonly string[]): ReadRecording {
  const [first, ...rest] = text
    .replace(BYTE_ORDER, '')
    .split('\n')
    .flatMap((text, index) => (text.trim() === '' ? [] : { text, line: index + 1 }))
  if (first === undefined) throw new NoRecording('This is no recording: the file is empty.')
  const header = readHeader(first.text, known)
  const last = rest.at(-1)
  const isCutOff = last !== undefined && !text.endsWith('\n') && parse(last.text) === undefined
  const whole = isCutOff ? rest.slice(0, -1) : rest
  const records = whole.map(({ text, line }) => readRecord(text, line))
  const lines = whole.map(({ line }) => line)
  const hasBlanks = lines.some((line, index) => line !== index + 2)
  return { header, records, ...(hasBlanks && { lines }), ...(isCutOff && { cutOff: last.line }) }
}
