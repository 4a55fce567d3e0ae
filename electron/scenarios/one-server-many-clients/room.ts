/** one-server-many-clients as the catalogue holds it. */
import type { External } from '../../contract/service.ts'
import type { Settings } from '../../contract/settings.ts'
import type { CastMember, Moment, Scenario } from '../scenario.ts'
import { exchange } from './exchange.ts'
import { createFindings } from './findings.ts'
import { info } from './info.ts'
import { SIZE } from './layout.ts'
import { SHARED_MEM, SHUTDOWN } from './names.ts'
import { whatIsWrongTogether } from './settings.ts'

const ended = (of: readonly string[]): Moment => ({ of, are: 'ended' })
const waiting = (...of: readonly string[]): Moment => ({ of, are: 'waiting' })
const atKey = (...of: readonly string[]): Moment => ({ of, are: 'waiting for a key' })

const member = (id: string, program: string, rest: Partial<CastMember>): CastMember => ({
  ...{ id, program, startedBy: null, runsIn: 'helper', leads: true },
  ...rest,
})
const closedAt = (when: Moment) => ({ closes: { when, event: SHUTDOWN } })

function servers({ servers }: Settings, clients: readonly string[], answers?: number): CastMember[] {
  const closed = closedAt(ended(clients))
  switch (servers) {
    case 'second':
      return [
        member('server', 'server', closed),
        member('server-2', 'server', { ...closed, startsWhen: waiting('server') }),
      ]
    case 'restarted':
      return [
        // After one answer it is closed.
        member('server', 'server', { ...closed, argv: ['1'] }),
        // A client that has waited in vain, or found no server, says so in a box.
        member('server-2', 'server', { ...closed, startsWhen: atKey(...clients) }),
      ]
    case 'gone':
      return [member('server', 'server', closedAt(atKey('client-1')))]
    default:
      return [member('server', 'server', { ...closed, ...(answers !== undefined && { argv: [String(answers)] }) })]
  }
}

/** Who comes after the first, and when a client's keys are pressed: at once, unless it has to see somebody come or go. */
function clientsOf({ servers, arrival }: Settings, ids: readonly string[]): CastMember[] {
  const [first = 'client-1', ...others] = ids
  // A second server is refused before, or takes over from one that has died.
  const served = waiting(servers === 'second' ? 'server-2' : 'server')
  const afterwards = servers === 'gone' ? ended(['server']) : arrival === 'later' ? waiting(first) : served
  const keysOf = (id: string) => {
    if (servers === 'restarted') return { keysWhen: [waiting('server-2')] }
    return servers === 'gone' && id === first ? { keysWhen: [ended(others)] } : {}
  }
  return ids.map((id) =>
    member(id, 'client', {
      argv: [id],
      startsWhen: id === first ? served : afterwards,
      ...keysOf(id),
    }),
  )
}

const clientIds = ({ clients }: Settings) =>
  Array.from({ length: Number(clients) }, (_, index) => `client-${index + 1}`)

/** Any clients of others, however many. */
const ANY = 'client'

/** Nobody here sees clients come and go that somebody else starts: then the server ends after all answers. */
function castWithOthers(settings: Settings, external: readonly External[]): CastMember[] {
  const isAny = external.some(({ participant }) => participant === ANY)
  const clients = isAny ? [ANY] : clientIds(settings)
  const isUnseen = external.some(({ participant, commandLine }) => participant !== 'server' && commandLine === null)
  const answers = isAny || isUnseen ? clients.length * Number(settings.requests) : undefined
  return [...clientsOf(settings, clients), ...servers(settings, clients, answers)]
}

export const oneServerManyClients: Scenario = {
  info,
  cast(settings) {
    const clients = clientIds(settings)
    return [...clientsOf(settings, clients), ...servers(settings, clients)]
  },
  external: {
    participants: (settings) => ['server', ANY, ...clientIds(settings)],
    section: () => SHARED_MEM,
    endsWithUse: false,
    whatIsWrong: ({ servers: chosen }) =>
      chosen === 'one' ? null : `servers=${chosen} does not go with --external. Allowed is one.`,
    cast: castWithOthers,
  },
  messageNames: {},
  signals: null,
  whatIsWrongTogether,
  exchange,
  createFindings,
  memoryOf: () => ({ objects: 1, size: SIZE, less: '' }),
  programs: () => import('../one-server-many-clients.ts'),
}
