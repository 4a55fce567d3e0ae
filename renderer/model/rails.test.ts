import { expect, test } from 'vitest'
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { recordingNames, recordingOf } from '../recordings.fixture.ts'
import { createRails, stretchAt } from './rails.ts'
import { waitersAt } from './waiters.ts'

let t = 0
const called = (participant: string, name: string, args: CallRecord['args'], rest: Partial<CallRecord> = {}) => {
  const start = rest.start ?? t
  t += 1
  const result = { code: 0, name: 'NO_ERROR', ok: true }
  return {
    kind: 'call',
    api: 'winapi',
    participant,
    name,
    args,
    result,
    start,
    end: t,
    kernel: [],
    ...rest,
  } as CallRecord
}
const made = (participant: string, name: string, object: string, handle: string, more = {}): CallRecord =>
  called(participant, name, { lpName: object, returned: handle, ...more }, { object })
const waited = (participant: string, object: string, start: number, name = 'WAIT_OBJECT_0') =>
  called(
    participant,
    'WaitForSingleObject',
    { hHandle: '0x4', dwMilliseconds: 2000 },
    { object, start, result: { code: name === 'WAIT_TIMEOUT' ? 258 : 0, name, ok: name !== 'WAIT_TIMEOUT' } },
  )
type Event = Extract<TraceRecord, { kind: 'sync' }>['event']
const sync = (participant: string, event: Event, object: string): TraceRecord => {
  t += 1
  return { kind: 'sync', t, participant, event, object }
}
const life = (participant: string, event: 'created' | 'opened' | 'destroyed', object: string): TraceRecord => {
  t += 1
  return { kind: 'object', t, participant, object, type: object === 'Done' ? 'event' : 'mutex', event }
}

function fold(records: TraceRecord[]) {
  const all = createRails()
  for (const [index, record] of records.entries()) all.take(record, index)
  return all
}
const clients = ['a', 'b', 'c']
const mutexes = () => clients.map((id, index) => made(id, index === 0 ? 'CreateMutex' : 'OpenMutex', 'Free', '0x4'))

test('a mutex has an owner, and who waited for it is woken when that one lets go', () => {
  const records = [
    life('a', 'created', 'Free'),
    ...mutexes(),
    sync('a', 'acquired', 'Free'),
    waited('a', 'Free', t),
    sync('a', 'released', 'Free'),
    sync('b', 'acquired', 'Free'),
    // Waited since before the release.
    waited('b', 'Free', t - 4),
    life('b', 'destroyed', 'Free'),
  ]
  const [rail] = fold(records).rails
  expect(rail).toMatchObject({
    name: 'Free',
    type: 'mutex',
    last: 9,
    stretches: [
      { first: 4, last: 6, owner: 'a' },
      { first: 7, last: 9, owner: 'b' },
    ],
    wakes: [{ index: 8, participant: 'b' }],
  })
})

test('an owner that dies leaves it abandoned, until the next one has it', () => {
  const records: TraceRecord[] = [
    ...mutexes(),
    sync('a', 'acquired', 'Free'),
    { kind: 'process', t: t + 1, participant: 'a', event: 'exit', pid: 1, code: null } as TraceRecord,
    sync('b', 'abandoned', 'Free'),
    sync('b', 'acquired', 'Free'),
  ]
  const [rail] = fold(records).rails
  expect(rail?.stretches).toMatchObject([
    { first: 3, last: 4, owner: 'a', abandoned: false },
    { first: 4, last: 6, owner: null, abandoned: true },
    { first: 6, last: null, owner: 'b', abandoned: false },
  ])
})

test.each([
  ['died while it waited', 0, [{ index: 6, participant: 'b' }]],
  ['had died before', 2, []],
])('who gets the mutex of an owner that %s is woken, or not', (_how, later, wakes) => {
  const records: TraceRecord[] = [...mutexes(), sync('a', 'acquired', 'Free')]
  const died = t + 1
  records.push({ kind: 'process', t: died, participant: 'a', event: 'exit', pid: 1, code: null } as TraceRecord)
  t += 5
  records.push(sync('b', 'acquired', 'Free'), waited('b', 'Free', died - 1 + later))
  const [rail] = fold(records).rails
  expect(rail?.wakes).toEqual(wakes.map((wake) => ({ ...wake, index: records.length - 1 })))
})

test('with the process that had the last handle an object is gone, and its name may be given again', () => {
  const gone = (participant: string): TraceRecord =>
    ({ kind: 'process', t: t + 1, participant, event: 'exit', pid: 1, code: null }) as TraceRecord
  const records = [life('a', 'created', 'Free'), ...mutexes(), gone('a'), gone('b'), gone('c')]
  expect(fold(records).rails).toMatchObject([{ name: 'Free', last: 6 }])
  records.push(life('d', 'created', 'Free'), sync('d', 'acquired', 'Free'), life('e', 'created', 'Free'))
  expect(fold(records).rails).toMatchObject([
    { last: 6 },
    { last: 9, stretches: [{ owner: 'd', last: 9 }] },
    { last: null },
  ])
})

test('where records are missing, a wait still tells which event it has consumed', () => {
  const records: TraceRecord[] = [
    made('a', 'CreateEvent', 'Done', '0x4'),
    made('b', 'OpenEvent', 'Done', '0x4'),
    {
      kind: 'note',
      t,
      participant: null,
      text: '1,000 records are not kept here: a recording (--record) holds them all.',
    },
    sync('a', 'signalled', 'Done'),
    waited('b', 'Done', t),
  ]
  const [rail] = fold(records).rails
  expect(rail).toMatchObject({ stretches: [{ first: 3, last: 4 }], wakes: [{ index: 4, participant: 'b' }] })
})

test.each([
  [false, { last: 4 }],
  [true, { last: null }],
])('a signal ends with the wait that it lets through, unless the event stays set: %s', (bManualReset, stretch) => {
  const records = [
    life('a', 'created', 'Done'),
    made('a', 'CreateEvent', 'Done', '0x4', { bManualReset }),
    made('b', 'OpenEvent', 'Done', '0x4'),
    sync('a', 'signalled', 'Done'),
    waited('b', 'Done', t),
  ]
  const [rail] = fold(records).rails
  expect(rail).toMatchObject({
    signals: [{ index: 3, participant: 'a' }],
    stretches: [{ first: 3, ...stretch }],
    wakes: [{ index: 4, participant: 'b' }],
  })
})

test('a wait whose time is over has woken nobody, and has waited all the same', () => {
  const records = [
    made('a', 'CreateEvent', 'Done', '0x4'),
    sync('b', 'reset', 'Done'),
    waited('a', 'Done', 0, 'WAIT_TIMEOUT'),
  ]
  const [rail] = fold(records).rails
  expect(rail?.wakes).toEqual([])
  expect(rail?.waits).toMatchObject([{ participant: 'a', index: 2 }])
})

test('who waits stands in the queue in the order in which they came, in the past and now', () => {
  const begin = t
  const records = [
    life('a', 'created', 'Free'),
    ...mutexes(),
    sync('a', 'acquired', 'Free'),
    sync('a', 'released', 'Free'),
    waited('b', 'Free', begin + 6.5),
    waited('c', 'Free', begin + 6.2),
  ]
  const [rail] = fold(records).rails
  expect(rail).toBeDefined()
  if (!rail) return
  // At the release both had come; c first.
  expect(waitersAt(rail, records, 5, [])).toEqual([])
  expect(waitersAt(rail, [...records, sync('a', 'acquired', 'Free')], 6, [])).toEqual(['c'])
  const call = { api: 'winapi', name: 'WaitForSingleObject', args: {}, waits: ['Free'], source: null } as const
  const blocked = (id: string, since: number) => ({
    id,
    pid: 1,
    phase: 'blocked' as const,
    call: { ...call, waits: ['Free'], since },
  })
  expect(waitersAt(rail, records, null, [blocked('b', 9), blocked('c', 8)])).toEqual(['c', 'b'])
})

test('what was taken is taken back, wherever an earlier record slips in', () => {
  const records = [
    life('a', 'created', 'Free'),
    ...mutexes(),
    sync('a', 'acquired', 'Free'),
    sync('a', 'released', 'Free'),
    sync('b', 'acquired', 'Free'),
    waited('b', 'Free', 0),
    life('b', 'destroyed', 'Free'),
  ]
  for (let index = 0; index <= records.length; index += 1) {
    const all = fold(records)
    all.cut(index)
    expect(all.rails).toEqual(fold(records.slice(0, index)).rails)
    expect(all.columns()).toBe(fold(records.slice(0, index)).columns())
    // Also of the handles nothing is left that would come back.
    for (const [place, record] of records.slice(index).entries()) all.take(record, index + place)
    expect(all.rails).toEqual(fold(records).rails)
    expect(all.handles.heldAt('Free', records.length)).toEqual(fold(records).handles.heldAt('Free', records.length))
  }
})

test('at a place in the trace stand those that live there, with what they are', () => {
  const records = [
    life('a', 'created', 'Free'),
    ...mutexes(),
    sync('a', 'acquired', 'Free'),
    life('a', 'destroyed', 'Free'),
  ]
  const { at } = fold(records)
  const [rail] = at(4)
  expect(rail && stretchAt(rail, 4)?.owner).toBe('a')
  expect(rail && stretchAt(rail, 3)).toBe(null)
  expect(at(5)).toEqual([])
})

test('nothing lives on after its run, in any recording that comes along', () => {
  for (const name of recordingNames) {
    const { records } = recordingOf(name)
    expect([name, ...fold([...records]).at(records.length - 1)]).toEqual([name])
  }
})

test('what its owner’s end tells of a mutex that is gone already begins no other one', () => {
  const records = [
    life('a', 'created', 'Free'),
    made('a', 'CreateMutex', 'Free', '0x4'),
    sync('a', 'acquired', 'Free'),
    life('a', 'destroyed', 'Free'),
    called('a', 'CloseHandle', { hObject: '0x4' }, { object: 'Free' }),
    sync('a', 'abandoned', 'Free'),
  ]
  const all = fold(records)
  expect([all.rails.length, all.at(records.length - 1)]).toEqual([1, []])
})
