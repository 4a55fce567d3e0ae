import { expect, test } from 'vitest'
import type { Native } from '../../native-bridge/native.ts'
import type { ParticipantEvent } from '../contract/participant.ts'
import type { TraceRecord } from '../contract/trace.ts'
import { createJournal } from './journal.ts'
import { aParty } from './party.fixture.ts'

const OBJECT = '0x6FFF0000'
const kernel = { name: 'shm_nattch', value: 0 }
const native = { sections: { probe: () => kernel } } as unknown as Native

/** A journal whose clock is `clock.now`, and all that it has told. */
function create() {
  const parties = [aParty('client'), aParty('server', { link: { pid: 12, command() {}, kill() {} } })]
  const records: TraceRecord[] = []
  const clock = { now: 0 }
  const journal = createJournal({
    ...{ header: {} as never, parties, follow() {}, origin: 0, now: () => clock.now, hold: 100, native },
    on: { header() {}, changed() {}, records: (told) => records.push(...told) },
  })
  const [client, server] = parties
  if (!client || !server) throw new Error('two take part')
  return { journal, records, clock, client, server }
}

const usage = (t: number, change: 'allocated' | 'given' | 'freed', holder: number): ParticipantEvent => ({
  ...{ kind: 'usage', t, object: OBJECT, change, holder, kernel: { name: 'shm_nattch', value: 1 } },
})

test('what a process was given before its end, and is told of only afterwards, ends with it', () => {
  const { journal, records, clock, client, server } = create()
  clock.now = 5
  journal.ended(server)
  const { pid } = process
  journal.events(client, [usage(1, 'allocated', pid), usage(2, 'given', 12), usage(9, 'freed', pid)])
  journal.close(() => ({ kind: 'outcome' }) as never)
  expect(records.map((record) => 'usage' in record && [record.t, record.holders, record.kernel.value])).toEqual([
    [1, [`pid ${pid}`], 1],
    [2, [`pid ${pid}`, 'server'], 1],
    [5, [`pid ${pid}`], 0],
    false,
    [9, [], 1],
    false,
  ])
  expect(records[3]).toMatchObject({ kind: 'process', event: 'exit', participant: 'server' })
})
