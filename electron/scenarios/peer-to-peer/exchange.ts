/** An exchange of peer-to-peer: what one of them leaves in the memory, from its creation to its end. */
import type { ExchangePattern } from '../../trace/exchange-pattern.ts'
import { moment } from '../text-exchange.ts'

const NAME = 'penghao'
const ofMemory = [{ object: 'object' }] as const

export const exchange: ExchangePattern = {
  noun: ['text', 'texts'],
  begins: { record: { kind: 'object', event: 'created', object: NAME }, title: [] },
  moments: [
    moment('created', { kind: 'object', event: 'created', object: NAME }, ofMemory),
    moment('written', { kind: 'data', access: 'write' }, ofMemory),
    moment('opened', { kind: 'object', event: 'opened', object: NAME }, ofMemory),
    moment('read', { kind: 'data', access: 'read' }, ofMemory),
    { ...moment('destroyed', { kind: 'object', event: 'destroyed', object: NAME }, ofMemory), ofMemory: true },
  ],
  over: [['destroyed']],
  remarks: [{ has: ['destroyed', 'opened'], not: 'read', says: 'not read' }],
}
