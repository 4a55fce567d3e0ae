/** A run in words, for a terminal. */
import type { OutcomeRecord, RequestTiming, TraceHeader, TraceRecord } from '../../contract/trace.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { duration } from '../../trace/duration.ts'
import { paceOf } from './pace.ts'

const kernels = { sysv: 'System V IPC', win32: 'Win32' }

export interface Summary {
  records(records: TraceRecord[]): void
  text(header: TraceHeader, outcome: OutcomeRecord): string
}

/** How many requests are told one by one. */
const SHOWN = 10

export function createSummary({ answerIn }: Pick<Scenario, 'answerIn'>): Summary {
  const answers = new Map<number, string[]>()
  const printed: string[] = []
  const notes: string[] = []
  return {
    records(records) {
      for (const record of records) {
        if (record.kind === 'output') printed.push(`${record.participant} prints: ${record.text.trimEnd()}`)
        if (record.kind === 'note' || record.kind === 'fault') notes.push(record.text)
        const answer = answers.size < SHOWN ? answerIn?.(record) : null
        if (answer) answers.set(answer.exchange, answer.lines)
      }
    },
    text(header, outcome) {
      const { os, kernel, wine } = header.platform
      const where = `${os === 'linux' ? 'Linux' : 'Windows'}, ${kernels[kernel]}${wine ? ` of Wine ${wine}` : ''}`
      const pids = header.participants.map(({ id, pid }) => `${id} ${pid}`).join(', ')
      const shown = outcome.requests.slice(0, SHOWN)
      const more = outcome.requests.length - shown.length
      const pace = paceOf(outcome.requests)
      return [
        `${header.scenario} on ${where}: ${pids}`,
        ...shown.flatMap((request) => ['', ...requestLines(request, answers.get(request.id))]),
        ...(more > 0 ? ['', `... and ${more} more ${more === 1 ? 'request' : 'requests'}.`] : []),
        ...(pace === null ? [] : ['', pace]),
        ...(printed.length > 0 ? ['', ...printed] : []),
        ...(notes.length > 0 ? ['', ...notes] : []),
        '',
        `${outcome.ok ? 'Completed' : `Failed (${outcome.name})`} after ${duration(outcome.t)}: ${outcome.text}`,
        '',
      ].join('\n')
    },
  }
}

function requestLines(request: RequestTiming, answer: string[] = ['no answer']): string[] {
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
    ...answer.map((line) => `  ${line}`),
    `  ${request.object} allocated at ${duration(from)}, ${moments.join(', ')}`,
  ]
}
