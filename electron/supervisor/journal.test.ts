import { expect, test } from 'vitest'
import type { Native } from '../../native-bridge/native.ts'
import type { ParticipantEvent } from '../contract/participant.ts'
import { aCall } from '../contract/records.fixture.ts'
import type { TraceRecord } from '../contract/trace.ts'
import { createJournal } from './journal.ts'
import { aParty } from './party.fixture.ts'

const OBJECT = '0x6FFF0000'
const says = (value: number) => ({ name: 'shm_nattch', value })

/** A journal whose clock is `clock.now` and whose kernel says `clock.uses`, and all that it has told. */
function create() {
  const parties = [aParty('client'), aParty('server', { link: { pid: 12, command() {}, kill() {} } })]
  const records: TraceRecord[] = []
  const clock = { now: 0, uses: 1 }
  const native = { sections: { probe: () => says(clock.uses) } } as unknown as Native
  const journal = createJournal({
    ...{ header: {} as never, parties, follow() {}, origin: 0, now: () => clock.now, hold: 100, native },
    on: { header() {}, changed() {}, records: (told) => records.push(...told) },
  })
  const [client, server] = parties
  if (!client || !server) throw new Error('two take part')
  /** Of the counts; of another record, what it tells of a process, or nothing. */
  function told() {
    journal.close(() => ({ kind: 'outcome' }) as never)
    return records.flatMap((record): unknown[] => {
      if (record.kind === 'count') return [[record.t, record.holders, record.kernel.value]]
      return record.kind === 'process' ? [[record.t, record.event]] : []
    })
  }
  return { journal, clock, client, server, told }
}

const usage = (t: number, change: 'allocated' | 'given' | 'freed', holder: number): ParticipantEvent => ({
  ...{ kind: 'usage', t, object: OBJECT, change, holder, kernel: says(1) },
})
const { pid } = process
const CLIENT = `pid ${pid}`
const GIVEN = [usage(1, 'allocated', pid), usage(2, 'given', 12)]
const COUNTED = [
  [1, [CLIENT], 1],
  [2, [CLIENT, 'server'], 1],
]

test('what a process was given before its end, and is told of only afterwards, ends with it', () => {
  const { journal, clock, client, server, told } = create()
  clock.now = 5
  journal.ended(server, [])
  journal.events(client, [...GIVEN, usage(9, 'freed', pid)])
  clock.uses = 0
  expect(told()).toEqual([...COUNTED, [5, [CLIENT], 0], [5, 'exit'], [9, [], 0]])
})

test('an object that has the address of another one begins once that is told to be gone', () => {
  const { journal, clock, client, server, told } = create()
  journal.events(client, [...GIVEN, usage(3, 'freed', pid), usage(4, 'allocated', pid)])
  clock.now = 5
  journal.ended(server, [])
  expect(told()).toEqual([...COUNTED, [3, ['server'], 1], [4, [], 0], [4, [CLIENT], 1], [5, 'exit']])
})

test('what the kernel said at the end of a process is told, however much earlier the end stands by then', () => {
  const { journal, clock, client, server, told } = create()
  journal.events(client, GIVEN)
  clock.now = 10
  const ended = { kind: 'usage', t: 10, object: OBJECT, change: 'ended', holder: 12, kernel: says(1) } as const
  journal.ended(server, [{ ...ended }])
  const woken = { code: 0, name: 'WAIT_OBJECT_0', ok: true }
  const wait = aCall('WaitForSingleObject', { end: 8, object: 'process#12', result: woken })
  journal.events(client, [{ ...wait, position: null } as never, usage(40, 'freed', pid)], ['process#12'])
  clock.uses = 0
  expect(told()).toEqual([...COUNTED, [7, [CLIENT], 1], [7, 'exit'], [40, [], 1]])
})
