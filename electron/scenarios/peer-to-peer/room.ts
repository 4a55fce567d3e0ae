/** peer-to-peer as the catalogue holds it. */
import type { Settings } from '../../contract/settings.ts'
import type { CastMember, Moment, Scenario } from '../scenario.ts'
import { exchange } from './exchange.ts'
import { createFindings } from './findings.ts'
import { info, whatIsWrongTogether } from './info.ts'
import { NAME, SIZE } from './names.ts'

const ended = (id: string): Moment => ({ of: [id], are: 'ended' })
const waiting = (id: string): Moment => ({ of: [id], are: 'waiting' })
const atKey = (id: string): Moment => ({ of: [id], are: 'waiting for a key' })

const peer = (id: string, rest: Partial<CastMember>): CastMember => ({
  ...{ id, program: 'peer', argv: [id], startedBy: null, runsIn: 'helper', leads: true },
  ...rest,
})

/** Who comes first shows a box in the middle of its work, and the second comes meanwhile. */
function peers({ second, version, ready }: Settings): readonly CastMember[] {
  const atTheEnd = ended('peer-2')
  switch (second) {
    case 'at-once':
      return [peer('peer-1', { keysWhen: [atTheEnd] }), peer('peer-2', { keysWhen: [ended('peer-1')] })]
    case 'afterwards':
      return [peer('peer-1', { keysWhen: [atTheEnd] }), peer('peer-2', { startsWhen: atKey('peer-1') })]
    default: {
      // A second one that waits, for the mutex or the flag, waits for the first one to go on.
      const boxIsClosed = version === 'mended' || ready === 'on' ? waiting('peer-2') : atTheEnd
      return [peer('peer-1', { keysWhen: [boxIsClosed, atTheEnd] }), peer('peer-2', { startsWhen: atKey('peer-1') })]
    }
  }
}

const member = (id: string, rest: Partial<CastMember>): CastMember => ({
  ...{ id, program: id, startedBy: null, runsIn: 'helper', leads: true },
  ...rest,
})

function creatorAndOpener({ second }: Settings): readonly CastMember[] {
  switch (second) {
    case 'too-early':
      return [member('creator', { startsWhen: ended('opener') }), member('opener', {})]
    case 'too-late':
      return [member('creator', {}), member('opener', { startsWhen: ended('creator') })]
    case 'afterwards':
      return [member('creator', { keysWhen: [ended('opener')] }), member('opener', { startsWhen: atKey('creator') })]
    default:
      return [member('creator', { keysWhen: [ended('opener')] }), member('opener', { startedBy: 'creator' })]
  }
}

const cast = (settings: Settings) => (settings.mode === 'creator' ? creatorAndOpener(settings) : peers(settings))

const isTooEarlyOrLate = ({ second }: Settings) => second === 'too-early' || second === 'too-late'

export const peerToPeer: Scenario = {
  info,
  cast,
  messageNames: {},
  signals: null,
  whatIsWrongTogether,
  exchange,
  createFindings,
  external: {
    participants: (settings) => cast(settings).map(({ id }) => id),
    section: () => NAME,
    endsWithUse: true,
    whatIsWrong: (settings) =>
      isTooEarlyOrLate(settings)
        ? `second=${settings.second} does not go with --external. Allowed is at-once or afterwards.`
        : null,
    // What somebody else starts the creator does not.
    follow(settings, external) {
      const comesByItself = external.some(({ participant, commandLine }) => participant === 'opener' && !commandLine)
      return comesByItself ? { ...settings, second: 'afterwards' } : settings
    },
  },
  memoryOf: () => ({ objects: 1, size: SIZE, less: '' }),
  programs: () => import('../peer-to-peer.ts'),
}
