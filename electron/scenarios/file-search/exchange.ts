/** An exchange of file-search: a record, from the moment that there is room for it to the moment that there is again. */
import type { ExchangePattern, Of, RecordPattern } from '../../trace/exchange-pattern.ts'

/** There is room for one record only: whatever is done is done to the latest. */
const latest: readonly Of[] = [{ latest: 'any' }]

const moment = (name: string, record: RecordPattern, after?: readonly string[]) => ({
  name,
  signs: [{ record, of: latest, ...(after && { after }) }],
})
const signal = (program: string, object: string) => ({ kind: 'sync', event: 'signalled', program, object }) as const
const mutex = (event: 'acquired' | 'released', program: string) =>
  ({ kind: 'sync', event, program, object: 'IPC_Test_LockMutex' }) as const
const written = { kind: 'data', access: 'write', program: 'server' } as const

export const exchange: ExchangePattern = {
  noun: ['record', 'records'],
  begins: { record: written, title: [{ at: 'fields.cFileName' }] },
  before: { same: 'participant', moments: [{ name: 'mutex acquired', record: mutex('acquired', 'server') }] },
  moments: [
    moment('written', written),
    moment('NewData set', signal('server', 'IPC_Test_ServerNewData')),
    moment('taken', { kind: 'data', access: 'read', program: 'client' }, ['NewData set']),
    moment('ReadFinish set', signal('client', 'IPC_Test_ClientReadFinish'), ['taken']),
  ],
  over: [['ReadFinish set']],
  remarks: [{ has: ['written'], not: 'taken', says: 'not taken' }],
  list: { heading: 'Files found', untitled: '(the end marker)' },
}
