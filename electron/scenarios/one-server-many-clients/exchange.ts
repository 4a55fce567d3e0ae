/** An exchange of one-server-many-clients: a request, from the mutex that lets its client ask to its release. */
import type { ExchangePattern, Of, RecordPattern } from '../../trace/exchange-pattern.ts'

type MomentOf = ExchangePattern['moments'][number]

/** Only the client that has the mutex asks, so that what the server does is about the latest request. */
const own: readonly Of[] = [{ latest: 'own' }]
const latest: readonly Of[] = [{ latest: 'any' }]

const moment = (
  name: string,
  record: RecordPattern,
  of: readonly Of[] = own,
  after?: readonly string[],
): MomentOf => ({
  name,
  signs: [{ record, of, ...(after && { after }) }],
})
const signal = (program: string, object: string) => ({ kind: 'sync', event: 'signalled', program, object }) as const
const touch = (program: string, access: 'read' | 'write', structure: string) =>
  ({ kind: 'data', program, access, structure }) as const

const MUTEX = 'ApplicationSpecificFree'
const asked = touch('client', 'write', 'REQUEST')

export const exchange: ExchangePattern = {
  noun: ['request', 'requests'],
  begins: { record: asked, title: [{ at: 'fields.request' }] },
  before: {
    same: 'participant',
    moments: [
      { name: 'mutex acquired', record: { kind: 'sync', event: 'acquired', program: 'client', object: MUTEX } },
    ],
  },
  moments: [
    moment('asked', asked),
    moment('Exec set', signal('client', 'ApplicationSpecificExec')),
    moment('taken', touch('server', 'read', 'EXCHANGE'), latest, ['Exec set']),
    moment('answered', touch('server', 'write', 'REPLY'), latest, ['taken']),
    moment('Done set', signal('server', 'ApplicationSpecificDone'), latest, ['answered']),
    // A reply to another request may be read before.
    moment('reply read', touch('client', 'read', 'EXCHANGE'), own, ['answered']),
    moment('mutex released', { kind: 'sync', event: 'released', program: 'client', object: MUTEX }),
  ],
  over: [['mutex released']],
  remarks: [{ has: ['mutex released'], not: 'reply read', says: 'its own reply was not read' }],
}
