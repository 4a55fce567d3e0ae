/** An exchange of double-number: a number, from the asker's write to its read. */
import type { ExchangePattern, Of, RecordPattern } from '../../trace/exchange-pattern.ts'

const latest: readonly Of[] = [{ latest: 'any' }]
const asked: RecordPattern = { kind: 'data', access: 'write', program: 'asker' }

const moment = (name: string, record: RecordPattern) => ({ name, signs: [{ record, of: latest }] })

export const exchange: ExchangePattern = {
  noun: ['number', 'numbers'],
  begins: { record: asked, title: [{ at: 'fields.value' }] },
  moments: [
    moment('asked', asked),
    moment('taken', { kind: 'data', access: 'read', program: 'doubler' }),
    moment('doubled', { kind: 'data', access: 'write', program: 'doubler' }),
    moment('read', { kind: 'data', access: 'read', program: 'asker' }),
  ],
  over: [['read']],
  remarks: [{ has: ['taken'], not: 'doubled', says: 'taken and never answered' }],
}
