/** double-number as the catalogue holds it. */
import type { CastMember, Scenario } from '../scenario.ts'
import { exchange } from './exchange.ts'
import { info } from './info.ts'
import { SIZE } from './shared.ts'

const cast: readonly CastMember[] = [
  { id: 'asker', program: 'asker', startedBy: null, runsIn: 'helper', leads: true },
  // Once the asker waits, the memory is there to be opened.
  {
    ...{ id: 'doubler', program: 'doubler', startedBy: null, runsIn: 'helper', leads: false },
    startsWhen: { of: ['asker'], are: 'waiting' },
  },
]

export const doubleNumber: Scenario = {
  info,
  cast: () => cast,
  messageNames: {},
  signals: null,
  whatIsWrongTogether: () => null,
  memoryOf: () => ({ objects: 1, size: SIZE, less: '' }),
  exchange,
  programs: () => import('../double-number.ts'),
}
