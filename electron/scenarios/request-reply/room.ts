/** request-reply as the catalogue holds it. */
import type { CastMember, Scenario } from '../scenario.ts'
import { answerIn } from './answers.ts'
import { whatIsWrongWith } from './ask.ts'
import { exchange } from './exchange.ts'
import { inject } from './faults.ts'
import { createFindings } from './findings.ts'
import { harm } from './harm.ts'
import { info, memoryOf, whatIsWrongTogether } from './info.ts'
import { messageNames, WM_ASK, WM_SERVER_ENDED } from './messages.ts'
import { toTiming } from './request-timing.ts'

/** The client is the host's main process, as the program that opens the windows was on OS/2. */
const cast: readonly CastMember[] = [
  { id: 'client', program: 'client', startedBy: null, runsIn: 'host', leads: true },
  { id: 'server', program: 'server', startedBy: 'client', runsIn: 'helper', leads: false },
]

export const requestReply: Scenario = {
  info,
  cast: () => cast,
  messageNames,
  signals: { ask: WM_ASK, childEnded: WM_SERVER_ENDED },
  whatIsWrongTogether,
  whatIsWrongWith,
  memoryOf,
  exchange,
  createFindings,
  toTiming,
  answerIn,
  harm,
  inject,
  programs: () => import('../request-reply.ts'),
}
