/** The exchange of scenarios in which one program leaves a text in a named section for another. */
import type { ExchangePattern, Of, RecordPattern } from '../trace/exchange-pattern.ts'

type MomentOf = ExchangePattern['moments'][number]

const onObject: readonly Of[] = [{ object: 'object' }]
export const theLatest: readonly Of[] = [{ latest: 'any' }]

export const moment = (name: string, record: RecordPattern, of: readonly Of[]): MomentOf => ({
  name,
  signs: [{ record, of }],
})

const closedBy = (program: string) =>
  moment(`${program} closed`, { kind: 'object', event: 'closed', program }, onObject)

/** `started` is how the reader comes to run, where a call tells it. */
export function textExchange(writer: string, reader: string, started: readonly MomentOf[]): ExchangePattern {
  const written = { kind: 'data', access: 'write', program: writer } as const
  const destroyed = { kind: 'object', event: 'destroyed' } as const
  return {
    noun: ['text', 'texts'],
    begins: { record: written, title: [] },
    before: {
      same: 'object',
      moments: [{ name: 'created', ofMemory: true, record: { kind: 'object', event: 'created', program: writer } }],
    },
    moments: [
      moment('written', written, onObject),
      ...started,
      moment('opened', { kind: 'object', event: 'opened', program: reader }, onObject),
      moment('read', { kind: 'data', access: 'read', program: reader }, onObject),
      closedBy(reader),
      closedBy(writer),
      { ...moment('destroyed', destroyed, onObject), ofMemory: true },
    ],
    over: [['destroyed']],
    remarks: [{ has: ['destroyed'], not: 'read', says: 'not read' }],
  }
}
