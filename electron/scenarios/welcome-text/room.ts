/** welcome-text as the catalogue holds it. */
import type { Settings } from '../../contract/settings.ts'
import type { CastMember, Scenario } from '../scenario.ts'
import { exchange } from './exchange.ts'
import { info, whatIsWrongTogether } from './info.ts'
import { BUF_SIZE, nameIn } from './names.ts'

const member = (id: string, rest: Partial<CastMember> = {}): CastMember => ({
  ...{ id, program: id, startedBy: null, runsIn: 'helper', leads: true },
  ...rest,
})

/** Nobody starts anybody: a person does, and presses the key when there is nothing more to wait for. */
function cast({ reader }: Settings): readonly CastMember[] {
  switch (reader) {
    case 'too-early':
      return [member('creator', { startsWhen: { of: ['reader'], are: 'ended' } }), member('reader')]
    case 'too-late':
      return [member('creator'), member('reader', { startsWhen: { of: ['creator'], are: 'ended' } })]
    default:
      return [
        member('creator', { keysWhen: [{ of: ['reader'], are: 'ended' }] }),
        member('reader', { startsWhen: { of: ['creator'], are: 'waiting for a key' } }),
      ]
  }
}

export const welcomeText: Scenario = {
  info,
  cast,
  messageNames: {},
  signals: null,
  whatIsWrongTogether,
  memoryOf: () => ({ objects: 1, size: BUF_SIZE, less: '' }),
  exchange,
  external: {
    participants: (settings) => cast(settings).map(({ id }) => id),
    section: nameIn,
    endsWithUse: true,
    whatIsWrong: ({ reader }) =>
      reader === 'meanwhile' ? null : `reader=${reader} does not go with --external. Allowed is meanwhile.`,
  },
  programs: () => import('../welcome-text.ts'),
}
