/** The exchanges of what is looked at, as the screen's own records tell them. */
import type { ParticipantState } from '../electron/contract/service.ts'
import type { TraceHeader, TraceRecord } from '../electron/contract/trace.ts'
import type { ExchangePattern } from '../electron/trace/exchange-pattern.ts'
import { createExchanges, type Exchanges } from '../electron/trace/exchanges.ts'
import type { Progress } from './model/asked.ts'

const files = import.meta.glob<ExchangePattern>('../electron/scenarios/*/exchange.ts', {
  eager: true,
  import: 'exchange',
})

/** What each scenario's room says, by the scenario's id: the folder's name. */
const patterns = new Map(Object.entries(files).map(([path, pattern]) => [path.split('/').at(-2) ?? '', pattern]))

/** Whether programs of a scenario post messages to each other. */
export const hasMessages = (scenario: string): boolean =>
  patterns.get(scenario)?.moments.some(({ signs }) => signs.some(({ record }) => record.kind === 'message')) ?? true

/** Of which a recording can be opened. */
export const knownScenarios: readonly string[] = [...patterns.keys()].sort()

/** What is told of exchanges, by the pattern of their scenario. Another object whenever there may be more to tell. */
export interface Told {
  readonly pattern: ExchangePattern
  readonly exchanges: Exchanges
}

/** Null where nothing runs, or a scenario that is not known. */
export function toldOf(header: TraceHeader | null, records: readonly TraceRecord[]): Told | null {
  const pattern = header ? patterns.get(header.scenario) : undefined
  if (!header || !pattern) return null
  const exchanges = createExchanges(pattern, header.participants)
  for (const record of records) exchanges.follow(record)
  return { pattern, exchanges }
}

/** How many have begun: their numbers tell it also where the first ones are missing. */
export const begunIn = ({ exchanges }: Told): number => exchanges.at(exchanges.count - 1)?.id ?? exchanges.count

export function progressOf(told: Told, participants: readonly ParticipantState[]): Progress {
  const { pattern, exchanges } = told
  const { underWay, isComing } = exchanges
  const first = pattern.before?.moments[0]?.record
  const stands = first?.kind === 'call' && participants.some(({ call }) => call?.name === first.name)
  return { begun: begunIn(told), underWay, isComing: isComing || stands }
}
