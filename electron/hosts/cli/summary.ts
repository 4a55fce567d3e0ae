/** A run in words, for a terminal. */

import type { OutcomeRecord, TraceHeader, TraceRecord } from '../../contract/trace.ts'
import type { Scenario } from '../../scenarios/scenario.ts'
import { capital } from '../../trace/capital.ts'
import { duration } from '../../trace/duration.ts'
import type { ExchangePattern } from '../../trace/exchange-pattern.ts'
import { type Exchange, type Exchanges, eachOf, remarksOn } from '../../trace/exchanges.ts'
import { createEndsOf } from './ends-of.ts'
import { paceOf } from './pace.ts'

const kernels = { sysv: 'System V IPC', win32: 'Win32' }

const PICTURES = 0x2400
const DELETE = 0x7f

/**
 * A line that shows its control characters, each as its picture in Unicode: names and texts are others', and a terminal
 * would obey them.
 */
const withoutControls = (line: string) =>
  line.replace(/\p{Cc}/gu, (character) => {
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(PICTURES + code) : code === DELETE ? '\u2421' : '\ufffd'
  })

export interface Summary {
  records(records: TraceRecord[]): void
  text(header: TraceHeader, outcome: OutcomeRecord, exchanges: Exchanges): string
}

/** How many exchanges are told one by one. */
const SHOWN = 10
/** How many of the first and of the latest lines that were printed are told, and how many remarks. */
const LINES = 100

export function createSummary({ answerIn, exchange }: Pick<Scenario, 'answerIn' | 'exchange'>): Summary {
  const [one, several] = exchange.noun
  const answers = new Map<number, string[]>()
  const printed = createEndsOf(LINES)
  const notes = createEndsOf(LINES)
  return {
    records(records) {
      for (const record of records) {
        if (record.kind === 'output') printed.add(`${record.participant} prints: ${record.text.trimEnd()}`)
        if (record.kind === 'note' || record.kind === 'fault') notes.add(record.text)
        const answer = answers.size < SHOWN ? answerIn?.(record) : null
        if (answer) answers.set(answer.exchange, answer.lines)
      }
    },
    text(header, outcome, exchanges) {
      const { os, kernel, wine } = header.platform
      const where = `${os === 'linux' ? 'Linux' : 'Windows'}, ${kernels[kernel]}${wine ? ` of Wine ${wine}` : ''}`
      const pids = header.participants
        .map(({ id, pid }) => (pid === null ? `${id} (not started here)` : `${id} ${pid}`))
        .join(', ')
      const shown = [...eachOf(exchanges, Math.min(SHOWN, exchanges.count))]
      const more = exchanges.count - shown.length
      const pace = paceOf(eachOf(exchanges), one)
      const noAnswer = answerIn ? ['no answer'] : []
      const lines = [
        `${header.scenario} on ${where}: ${pids}`,
        ...shown.flatMap((each) => ['', ...linesOf(each, exchange, answers.get(each.id ?? 0) ?? noAnswer)]),
        ...(more > 0 ? ['', `... and ${more.toLocaleString('en-US')} more ${more === 1 ? one : several}.`] : []),
        ...(pace === null ? [] : ['', pace]),
        ...(printed.lines.length > 0 ? ['', ...printed.lines] : []),
        ...(notes.lines.length > 0 ? ['', ...notes.lines] : []),
        '',
        `${outcome.ok ? 'Completed' : `Failed (${outcome.name})`} after ${duration(outcome.t)}: ${outcome.text}`,
        '',
      ]
      return lines.map(withoutControls).join('\n')
    },
  }
}

function linesOf({ id, title, object, moments }: Exchange, pattern: ExchangePattern, answer: string[]): string[] {
  const [noun] = pattern.noun
  const from = moments[0]?.t ?? 0
  const told = moments.map(({ name, t }, index) =>
    index === 0 ? `${name} at ${duration(t)}` : `${name} +${duration(t - from)}`,
  )
  const all = [...told, ...remarksOn(pattern, moments)].join(', ')
  return [
    `${capital(noun)} ${id}${title === '' ? '' : `: ${title}`}`,
    ...answer.map((line) => `  ${line}`),
    `  ${object === null ? '' : `${object} `}${all}`,
  ]
}
