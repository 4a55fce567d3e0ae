/** parent-and-child as the catalogue holds it. */
import type { CastMember, Scenario } from '../scenario.ts'
import { exchange } from './exchange.ts'
import { info, whatIsWrongTogether } from './info.ts'
import { ID, SIZE } from './names.ts'

const cast: readonly CastMember[] = [
  { id: 'parent', program: 'parent', startedBy: null, runsIn: 'helper', leads: true },
  { id: 'child', program: 'child', startedBy: 'parent', runsIn: 'helper', leads: false },
]

export const parentAndChild: Scenario = {
  info,
  cast: () => cast,
  messageNames: {},
  signals: null,
  whatIsWrongTogether,
  memoryOf: () => ({ objects: 1, size: SIZE, less: '' }),
  exchange,
  external: {
    participants: () => cast.map(({ id }) => id),
    section: () => ID,
    endsWithUse: true,
    whatIsWrong: () => null,
  },
  programs: () => import('../parent-and-child.ts'),
}
