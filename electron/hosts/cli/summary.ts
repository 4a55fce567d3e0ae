/** A run in words, for a terminal. */
import type { DataRecord, OutcomeRecord, RequestTiming, TraceHeader, TraceRecord } from '../../contract/trace.ts'

const kernels = { sysv: 'System V IPC', win32: 'Win32' }

export interface Summary {
  records(records: TraceRecord[]): void
  text(header: TraceHeader, outcome: OutcomeRecord): string
}

/** How many requests are told one by one. */
const SHOWN = 10

/** Microseconds, and milliseconds from ten on: `171 µs`, `12.4 ms`. */
export function duration(nanoseconds: number): string {
  const microseconds = nanoseconds / 1000
  if (Math.round(microseconds) < 10_000) return `${microseconds.toFixed(microseconds < 100 ? 1 : 0)} µs`
  return `${(microseconds / 1000).toFixed(1)} ms`
}

export function createSummary(): Summary {
  const answers = new Map<number, DataRecord>()
  const notes: string[] = []
  return {
    records(records) {
      for (const record of records) {
        if (record.kind === 'note' || record.kind === 'fault') notes.push(record.text)
        const id = record.kind === 'data' ? answeredRequest(record) : null
        if (record.kind === 'data' && id !== null && answers.size < SHOWN) answers.set(id, record)
      }
    },
    text(header, outcome) {
      const { os, kernel, wine } = header.platform
      const where = `${os === 'linux' ? 'Linux' : 'Windows'}, ${kernels[kernel]}${wine ? ` of Wine ${wine}` : ''}`
      const pids = header.participants.map(({ id, pid }) => `${id} ${pid}`).join(', ')
      const shown = outcome.requests.slice(0, SHOWN)
      const more = outcome.requests.length - shown.length
      return [
        `${header.scenario} on ${where}: ${pids}`,
        ...shown.flatMap((request) => ['', ...requestLines(request, answers.get(request.id))]),
        ...(more > 0 ? ['', `... and ${more} more ${more === 1 ? 'request' : 'requests'}.`] : []),
        ...(notes.length > 0 ? ['', ...notes] : []),
        '',
        `${outcome.ok ? 'Completed' : `Failed (${outcome.name})`} after ${duration(outcome.t)}: ${outcome.text}`,
        '',
      ].join('\n')
    },
  }
}

/** The request whose answer the client has read, or null. */
function answeredRequest({ participant, access, structure }: DataRecord): number | null {
  if (participant !== 'client' || access !== 'read' || structure?.name !== 'REPLY') return null
  return Number(structure.fields.find(({ name }) => name === 'id')?.value)
}

function requestLines(request: RequestTiming, answer: DataRecord | undefined): string[] {
  const from = request.allocated ?? 0
  const at = (label: string, moment: number | null | undefined) =>
    moment == null ? [] : [`${label} +${duration(moment - from)}`]
  const moments = [
    ...at('given', request.given),
    ...at('posted', request.posted),
    ...at('received', request.received),
    ...at('acknowledged', request.acknowledged),
    ...at('replied', request.replied),
    ...at('given up', request.givenUp),
    ...at('answered late', request.late),
    ...at('freed by the client', request.freed.client),
    ...at('freed by the server', request.freed.server),
  ]
  return [
    `Request ${request.id}: ${request.ask}`,
    ...answerLines(answer).map((line) => `  ${line}`),
    `  ${request.object} allocated at ${duration(from)}, ${moments.join(', ')}`,
  ]
}

function answerLines(answer: DataRecord | undefined): string[] {
  const structure = answer?.structure
  if (!structure) return ['no answer']
  const field = (name: string) => structure.fields.find((candidate) => candidate.name === name)?.value
  const text = field('text')
  if (text !== undefined) return [`= ${text}`]
  const rows = (structure.rows ?? []).map(
    ({ symbol, name, number, mass, category }) => `= ${symbol} ${name}, ${number}, ${mass} u, ${category}`,
  )
  if (rows.length === 0) return ['= nothing found']
  const cut = field('status') === 234 ? [`(cut: the whole answer needs ${field('sizeNeeded')} bytes)`] : []
  return [...rows, ...cut]
}
