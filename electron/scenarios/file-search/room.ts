/** file-search as the catalogue holds it. */
import type { CastMember, Scenario } from '../scenario.ts'
import { exchange } from './exchange.ts'
import { info } from './info.ts'
import { namesIn } from './names.ts'
import { SIZE } from './record.ts'
import { prepare } from './samples.ts'
import { whatIsWrongTogether } from './settings.ts'

const member = (id: string, startedBy: string | null): CastMember => ({
  ...{ id, program: id, startedBy, runsIn: 'helper', leads: true },
})

const cast = [member('client', null), member('server', 'client')]

export const fileSearch: Scenario = {
  info,
  cast: () => cast,
  messageNames: {},
  signals: null,
  whatIsWrongTogether,
  prepare,
  memoryOf: () => ({ objects: 1, size: SIZE, less: '' }),
  exchange,
  external: {
    participants: () => cast.map(({ id }) => id),
    section: (settings) => namesIn(settings).record,
    endsWithUse: true,
    whatIsWrong: () => null,
  },
  programs: () => import('../file-search.ts'),
}
