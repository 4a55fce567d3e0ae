/** request-reply as the catalogue holds it. */
import type { External } from '../../contract/service.ts'
import type { Settings } from '../../contract/settings.ts'
import type { CastMember, Scenario } from '../scenario.ts'
import { answerIn } from './answers.ts'
import { whatIsWrongWith } from './ask.ts'
import { exchange } from './exchange.ts'
import { inject } from './faults.ts'
import { createFindings } from './findings.ts'
import { harm } from './harm.ts'
import { info, memoryOf, whatIsWrongTogether } from './info.ts'
import { messageNames, WM_ACK, WM_ASK, WM_REPLY, WM_SERVER_ENDED } from './messages.ts'
import { toTiming } from './request-timing.ts'

/** The client is the host's main process, as the program that opens the windows was on OS/2. */
const cast: readonly CastMember[] = [
  { id: 'client', program: 'client', startedBy: null, runsIn: 'host', leads: true },
  { id: 'server', program: 'server', startedBy: 'client', runsIn: 'helper', leads: false },
]

const ids = cast.map(({ id }) => id)

/** A client of somebody else's is started with the server's window, which learns of the client's from each request. */
function castWithOthers(_: Settings, external: readonly External[]): readonly CastMember[] {
  if (!external.some(({ participant }) => participant === 'client')) return cast
  return [
    {
      ...{ id: 'client', program: 'client', startedBy: null, runsIn: 'helper', leads: false },
      ...{ startsWhen: { of: ['server'], are: 'waiting' }, windowOf: 'server' },
    },
    { id: 'server', program: 'server', startedBy: null, runsIn: 'helper', leads: true },
  ]
}

export const requestReply: Scenario = {
  info,
  cast: () => cast,
  messageNames,
  frame: { participant: 'client', messages: [WM_ACK, WM_REPLY] },
  signals: { ask: WM_ASK, childEnded: WM_SERVER_ENDED },
  whatIsWrongTogether,
  whatIsWrongWith,
  memoryOf,
  exchange,
  external: {
    participants: () => ids,
    section: () => null,
    endsWithUse: false,
    whatIsWrong({ naming }, external) {
      const unstarted = external.find(({ commandLine }) => commandLine === null)
      if (unstarted) {
        return `In request-reply a window’s handle goes behind the command line. Allowed is --external ${unstarted.participant}=command line.`
      }
      return naming === 'anonymous' ? null : `naming=${naming} does not go with --external. Allowed is anonymous.`
    },
    follow: (settings, external) =>
      external.some(({ participant }) => participant === 'client') ? { ...settings, window: 'request' } : settings,
    cast: castWithOthers,
  },
  createFindings,
  toTiming,
  answerIn,
  harm,
  inject,
  programs: () => import('../request-reply.ts'),
}
