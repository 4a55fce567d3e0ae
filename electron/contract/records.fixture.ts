/** Trace records with what most tests do not care about filled in. */
import type { CallRecord, DataRecord, MessageRecord, OutcomeRecord, TraceRecord } from './trace.ts'

export const OBJECT = '0x6FFF0000'

export const aCall = (name: string, rest: Partial<CallRecord> = {}): CallRecord => ({
  kind: 'call',
  participant: 'client',
  api: 'os2',
  name,
  args: {},
  result: { code: 0, name: 'NO_ERROR' },
  start: 0,
  end: 0,
  kernel: [],
  ...rest,
})

export const aMessage = (phase: MessageRecord['phase'], rest: Partial<MessageRecord> = {}): MessageRecord => ({
  kind: 'message',
  t: 0,
  phase,
  participant: phase === 'posted' ? 'client' : 'server',
  window: '0x00000002',
  name: 'WM_REQUEST',
  id: 0x1001,
  mp1: OBJECT,
  mp2: '0x00000000',
  ...rest,
})

export const aCount = (holders: string[], rest: object = {}): TraceRecord => ({
  kind: 'count',
  t: 0,
  object: OBJECT,
  usage: holders.length,
  holders,
  kernel: { name: 'shm_nattch', value: holders.length },
  ...rest,
})

/** Four bytes, in base64, written or read at the start of the object, with the structure they are. */
export const someData = (
  access: DataRecord['access'],
  base64: string,
  structure?: { name: string; fields: Record<string, string | number>; rows?: Record<string, string | number>[] },
  rest: Partial<DataRecord> = {},
): DataRecord => ({
  kind: 'data',
  t: 0,
  participant: 'client',
  object: OBJECT,
  access,
  offset: 0,
  length: 4,
  bytes: base64,
  text: '',
  ...(structure && {
    structure: {
      name: structure.name,
      fields: Object.entries(structure.fields).map(([name, value]) => ({ name, offset: 0, size: 4, value })),
      ...(structure.rows && { rows: structure.rows }),
    },
  }),
  ...rest,
})

export const aWindow = (participant: string, window: string): TraceRecord => ({
  kind: 'window',
  t: 0,
  participant,
  window,
  event: 'created',
})

export const anOutcome = (rest: Partial<OutcomeRecord> = {}): OutcomeRecord => ({
  kind: 'outcome',
  t: 0,
  ok: true,
  name: 'completed',
  text: 'Every request was answered.',
  requests: [],
  foreign: 0,
  ...rest,
})
