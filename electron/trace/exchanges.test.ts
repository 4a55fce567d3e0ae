/** The fold by itself, with the exchanges of scenarios that there are not yet: several clients and one slot. */
import { expect, test } from 'vitest'
import { aCall, someData } from '../contract/records.fixture.ts'
import type { TraceRecord } from '../contract/trace.ts'
import type { ExchangePattern } from './exchange-pattern.ts'
import { allOf, createExchanges, remarksOn } from './exchanges.ts'

const SLOT = 'Slot'
const people = [
  { id: 'client-1', role: 'client', program: 'client', pid: 1 },
  { id: 'client-2', role: 'client', program: 'client', pid: 2 },
  { id: 'server', role: 'server', pid: 3 },
]

function follow(pattern: ExchangePattern, ...records: TraceRecord[]) {
  const exchanges = createExchanges(pattern, people)
  for (const record of records) exchanges.follow(record)
  return exchanges
}

/** `posted by client-1 at 3` for each moment. */
const storyOf = (exchanges: ReturnType<typeof follow>) =>
  allOf(exchanges).map(({ id, title, moments }) => [
    `${id} ${title}`,
    ...moments.map(({ name, by, t }) => `${name} ${by ?? 'memory'} ${t}`),
  ])

type Event = 'acquired' | 'released' | 'signalled'
const sync = (t: number, participant: string, event: Event, object: string): TraceRecord => ({
  ...{ kind: 'sync', t, participant, event, object },
})
const data = (t: number, participant: string, access: 'read' | 'write', fields: Record<string, string | number>) =>
  someData(access, '', { name: 'Exchange', fields }, { t, participant, object: SLOT })

/** One slot for all clients, under a mutex: the sequence in it tells whose turn it is. */
const turns: ExchangePattern = {
  noun: ['request', 'requests'],
  begins: {
    record: { kind: 'data', program: 'client', access: 'write' },
    id: 'fields.sequence',
    title: [{ at: 'fields.request' }],
  },
  before: {
    same: 'participant',
    moments: [{ name: 'acquired', record: { kind: 'sync', program: 'client', event: 'acquired', object: 'Free' } }],
  },
  moments: [
    {
      name: 'signalled',
      signs: [
        {
          record: { kind: 'sync', program: 'client', event: 'signalled', object: 'Exec' },
          of: [{ latest: 'own' }],
        },
      ],
    },
    {
      name: 'taken',
      signs: [{ record: { kind: 'data', program: 'server', access: 'read' }, of: [{ id: 'fields.sequence' }] }],
    },
    {
      name: 'answered',
      signs: [
        {
          record: { kind: 'sync', program: 'server', event: 'signalled', object: 'Done' },
          of: [{ latest: 'any' }],
          after: ['taken'],
        },
      ],
    },
    {
      name: 'released',
      signs: [
        {
          record: { kind: 'sync', program: 'client', event: 'released', object: 'Free' },
          of: [{ latest: 'own' }],
        },
      ],
    },
  ],
  over: [['released']],
  remarks: [{ has: ['released'], not: 'answered', says: 'not answered' }],
}

const turn = (t: number, client: string, sequence: number) => [
  sync(t, client, 'acquired', 'Local\\Free'),
  data(t + 1, client, 'write', { sequence, request: `ask ${sequence}` }),
  sync(t + 2, client, 'signalled', 'Local\\Exec'),
]
const answer = (t: number, sequence: number) => [
  data(t, 'server', 'read', { sequence }),
  sync(t + 1, 'server', 'signalled', 'Local\\Done'),
]

test('each client’s turn is an exchange of its own, from the mutex that it acquires to the one it releases', () => {
  const exchanges = follow(
    turns,
    ...turn(10, 'client-2', 1),
    ...answer(20, 1),
    sync(30, 'client-2', 'released', 'Local\\Free'),
    ...turn(40, 'client-1', 2),
    ...answer(50, 2),
  )
  expect(storyOf(exchanges)).toEqual([
    [
      '1 ask 1',
      'acquired client-2 10',
      'signalled client-2 12',
      'taken server 20',
      'answered server 21',
      'released client-2 30',
    ],
    ['2 ask 2', 'acquired client-1 40', 'signalled client-1 42', 'taken server 50', 'answered server 51'],
  ])
  expect([exchanges.count, exchanges.underWay]).toEqual([2, 1])
})

test('the next one comes from what leads to it until it begins', () => {
  const [acquired, ...rest] = turn(40, 'client-1', 2)
  const exchanges = follow(turns, ...turn(10, 'client-2', 1))
  const comes = [exchanges.isComing]
  if (acquired) exchanges.follow(acquired)
  comes.push(exchanges.isComing)
  for (const record of rest) exchanges.follow(record)
  expect([...comes, exchanges.isComing]).toEqual([false, true, false])
})

test('an answer that nobody has taken anything for belongs to no exchange, and what is missing is remarked', () => {
  const exchanges = follow(
    turns,
    ...turn(10, 'client-1', 1),
    sync(15, 'server', 'signalled', 'Local\\Done'),
    sync(30, 'client-1', 'released', 'Local\\Free'),
  )
  const moments = exchanges.withId(1)?.moments ?? []
  expect(moments.map(({ name }) => name)).toEqual(['acquired', 'signalled', 'released'])
  expect(remarksOn(turns, moments)).toEqual(['not answered'])
  expect(exchanges.underWay).toBe(0)
})

test('the sign of another object, or of another program, is none', () => {
  const exchanges = follow(
    turns,
    ...turn(10, 'client-1', 1),
    sync(20, 'client-1', 'released', 'Local\\Other'),
    sync(21, 'server', 'released', 'Local\\Free'),
  )
  expect(exchanges.underWay).toBe(1)
})

/** Records one after the other through one slot: nothing in them tells which is which. */
const stream: ExchangePattern = {
  noun: ['file', 'files'],
  begins: { record: { kind: 'data', program: 'server', access: 'write' }, title: [{ at: 'fields.cFileName' }] },
  moments: [
    {
      name: 'written',
      signs: [{ record: { kind: 'data', program: 'server', access: 'write' }, of: [{ latest: 'own' }] }],
    },
    {
      name: 'told',
      signs: [{ record: { kind: 'call', program: 'server', name: 'SetEvent' }, of: [{ latest: 'own' }] }],
    },
    {
      name: 'read',
      signs: [{ record: { kind: 'data', program: 'client', access: 'read' }, of: [{ object: 'object' }] }],
    },
  ],
  over: [['read']],
}

const passed = (t: number, cFileName: string) => [
  data(t, 'server', 'write', { cFileName }),
  aCall('SetEvent', { participant: 'server', start: t + 1, end: t + 2 }),
  data(t + 3, 'client-1', 'read', { cFileName }),
]

test('exchanges without numbers are counted, and the latest is the one', () => {
  expect(storyOf(follow(stream, ...passed(10, 'a.txt'), ...passed(20, 'b.txt')))).toEqual([
    ['1 a.txt', 'written server 10', 'told server 12', 'read client-1 13'],
    ['2 b.txt', 'written server 20', 'told server 22', 'read client-1 23'],
  ])
})

test('a call that failed is no sign', () => {
  const failed = aCall('SetEvent', { participant: 'server', result: { code: 6, name: 'ERROR_INVALID_HANDLE' } })
  const notOk = aCall('SetEvent', { participant: 'server', result: { code: 0, name: 'FALSE', ok: false } })
  const [written] = passed(10, 'a.txt') as [TraceRecord]
  expect(storyOf(follow(stream, written, failed, notOk))).toEqual([['1 a.txt', 'written server 10']])
})

test('what happened to an object before an exchange began on it is none of that one', () => {
  const early = { ...passed(5, 'a.txt')[2], t: 9 } as TraceRecord
  const [written] = passed(10, 'a.txt') as [TraceRecord]
  expect(storyOf(follow(stream, written, early))).toEqual([['1 a.txt', 'written server 10']])
})

test('where records are missing nothing is told of what was under way', () => {
  const gap: TraceRecord = {
    ...{ kind: 'note', t: 15, participant: null },
    text: '1,200 records are not kept here: a recording (--record) holds them all.',
  }
  const [written, told, read] = passed(10, 'a.txt') as [TraceRecord, TraceRecord, TraceRecord]
  const exchanges = follow(stream, written, told, gap, { ...read, t: 30 } as TraceRecord, ...passed(40, 'z.txt'))
  expect(storyOf(exchanges)).toEqual([
    ['1 a.txt', 'written server 10', 'told server 12'],
    ['null z.txt', 'written server 40', 'told server 42', 'read client-1 43'],
  ])
})

test('ten thousand are told as ten are, and each by its place, its number and its time', () => {
  const exchanges = follow(stream)
  for (let n = 1; n <= 10_000; n += 1) for (const record of passed(n * 10, `${n}.txt`)) exchanges.follow(record)
  expect([exchanges.count, exchanges.underWay]).toEqual([10_000, 0])
  expect(exchanges.at(9_999)).toMatchObject({ id: 10_000, title: '10000.txt', object: SLOT })
  expect(exchanges.withId(4711)?.moments[0]).toEqual({ name: 'written', by: 'server', t: 47_110 })
  expect(exchanges.at(10_000)).toBeNull()
  expect([5, 10, 19, 20, 1e9].map(exchanges.begunUntil)).toEqual([0, 1, 1, 2, 10_000])
})

test('a pattern that speaks of a moment it does not have is refused', () => {
  expect(() => createExchanges({ ...stream, over: [['freed']] }, people)).toThrow('no file has a moment ‘freed’')
})

test('what another process did at an exchange may come before its beginning, on a machine that was busy', () => {
  const begun = data(2, 'client-1', 'write', { sequence: 7, request: 'one' })
  const told = [
    data(4, 'server', 'read', { sequence: 7 }),
    sync(5, 'server', 'signalled', 'Done'),
    // Of an exchange before, of which nothing is known.
    data(1, 'server', 'read', { sequence: 7 }),
  ]
  const late = follow(turns, ...told, begun, sync(3, 'client-1', 'signalled', 'Exec'))
  expect(storyOf(late)).toEqual([['7 one', 'signalled client-1 3', 'taken server 4', 'answered server 5']])
  expect(storyOf(follow(turns, begun, ...told.slice(0, 2)))).toEqual([
    ['7 one', 'taken server 4', 'answered server 5'],
  ])
})
