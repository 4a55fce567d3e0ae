/** file-search as the catalogue holds it. */
import type { CastMember, Scenario } from '../scenario.ts'
import { exchange } from './exchange.ts'
import { info } from './info.ts'
import { SIZE } from './record.ts'
import { prepare } from './samples.ts'
import { whatIsWrongTogether } from './settings.ts'

const member = (id: string, startedBy: string | null): CastMember => ({
  ...{ id, program: id, startedBy, runsIn: 'helper', leads: true },
})

export const fileSearch: Scenario = {
  info,
  cast: () => [member('client', null), member('server', 'client')],
  messageNames: {},
  signals: null,
  whatIsWrongTogether,
  prepare,
  memoryOf: () => ({ objects: 1, size: SIZE, less: '' }),
  exchange,
  programs: () => import('../file-search.ts'),
}
