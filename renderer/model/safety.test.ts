/** What is said of freeing and touching, held against what really became of it in the runs that come along. */
import { describe, expect, test } from 'vitest'
import type { CallRecord, TraceRecord } from '../../electron/contract/trace.ts'
import { castOf } from '../../electron/trace/cast.ts'
import { countUntil } from '../../electron/trace/order.ts'
import { recordingNames, recordingOf } from '../recordings.fixture.ts'
import { hasFailed, wordsOf } from '../vocabulary/vocabulary.ts'
import { effectOf } from './effects.ts'
import { countAt, objectNamed } from './objects.ts'
import { safetyAt, touchAt } from './safety.ts'
import { unreadAt } from './unread.ts'

/** The last record that stands before a moment. */
const before = (records: readonly TraceRecord[], t: number) => countUntil(records, t - 1) - 1

function placeIn(name: string, cursor: number) {
  const { header, records } = recordingOf(name)
  const cast = castOf(header, [])
  return { records, cursor, cast }
}

/** The place of the first record that something holds of. */
function find(name: string, holds: (record: TraceRecord) => boolean) {
  const at = recordingOf(name).records.findIndex(holds)
  expect(at).toBeGreaterThan(0)
  return at
}

const isCall = (name: string, participant: string) => (record: TraceRecord) =>
  record.kind === 'call' && record.name === name && record.participant === participant

/** What is said at a place of an object, as `who: judgement, because`. */
function said(name: string, object: string, cursor: number) {
  const place = placeIn(name, cursor)
  const found = objectNamed(place.records, object, cursor)
  if (!found) throw new Error(`${object} is not there`)
  return safetyAt(found, place, unreadAt(found, place)).map(({ participant, is, because, others }) =>
    [`${participant}: ${is}, ${because}`, ...others].join(' '),
  )
}

describe.each(recordingNames)('in %s', (name) => {
  const { records } = recordingOf(name)

  test('a step does to the count what was said of it before', () => {
    const calls = records.flatMap((record, index) =>
      record.kind === 'call' && !hasFailed(record) && wordsOf(record)?.hold ? [{ call: record, index }] : [],
    )
    expect(calls.length).toBeGreaterThan(0)
    for (const { call, index } of calls) {
      const effect = effectOf(call, placeIn(name, before(records, call.start)))
      if (effect === null || 'touch' in effect) continue
      const told = [call.participant, call.name, call.object, effect.to]
      expect(told).toEqual([call.participant, call.name, call.object, countAt(effect.object, index)?.usage])
    }
  })

  test('whoever touched an object was said to be safe', () => {
    const touches = records.flatMap((record, index) => (record.kind === 'data' ? [{ record, index }] : []))
    for (const { record, index } of touches) {
      const { object, participant, access } = record
      const found = objectNamed(records, object, index)
      expect(found && touchAt(found, participant, access, { records, cursor: index - 1 }).is).toBe('safe')
    }
  })
})

test('what was given may be freed as soon as it is posted, but not by who has not read it; what is only to be got may not', () => {
  const posted = isCall('WinPostMsg', 'client')
  const given = find('fire-and-forget', posted)
  expect(said('fire-and-forget', '0x6FFF0000', given)).toEqual([
    'client: safe, others-hold server',
    'server: not-yet, unread client',
  ])
  const gettable = find('lost-request', posted)
  expect(said('lost-request', '0x6FFF0000', gettable)).toEqual(['client: not-yet, others-wait server'])
})

test('who has let go traps, and the last holder is free to end it', () => {
  const freed = find('hand-over', isCall('DosFreeMem', 'client'))
  expect(said('hand-over', '0x6FFF0000', freed)).toEqual(['server: safe, others-done client', 'client: trap, let-go'])
  const { records } = recordingOf('hand-over')
  const object = objectNamed(records, '0x6FFF0000', freed)
  expect(object && touchAt(object, 'client', 'read', { records, cursor: freed })).toEqual({
    is: 'trap',
    because: 'let-go',
  })
})

test('a section must not be closed before the other process has opened it, and all is over once that has ended', () => {
  const mapped = find('reader-in-time', isCall('MapViewOfFile', 'creator'))
  const section = 'Global\\www.cpp-blog.com'
  expect(said('reader-in-time', section, mapped)).toEqual(['creator: not-yet, others-wait reader'])
  const ended = find(
    'reader-in-time',
    (record) => record.kind === 'process' && record.participant === 'reader' && record.event === 'exit',
  )
  expect(said('reader-in-time', section, ended)).toEqual(['creator: safe, others-ended reader'])
})

test('the write that trapped was told to be one: its process may only read', () => {
  const fault = find('trap', ({ kind }) => kind === 'fault')
  const place = placeIn('trap', fault - 1)
  const effect = effectOf(
    { participant: 'server', api: 'memory', name: 'write', args: { object: '0x6FFE0000', length: 96 } },
    place,
  )
  expect(effect).toMatchObject({ does: 'write', touch: { is: 'trap', because: 'read-only' } })
})

test('a handle without a view shows nothing, and a section keeps its holder while either is left', () => {
  const opened = find('reader-in-time', isCall('OpenFileMapping', 'reader'))
  const { records } = recordingOf('reader-in-time')
  const object = objectNamed(records, 'Global\\www.cpp-blog.com', opened)
  if (!object) throw new Error('it is not there')
  expect(touchAt(object, 'reader', 'read', { records, cursor: opened })).toEqual({ is: 'trap', because: 'unmapped' })
  const unmap = records.find(isCall('UnmapViewOfFile', 'reader')) as CallRecord
  const effect = effectOf(unmap, placeIn('reader-in-time', before(records, unmap.start)))
  expect(effect).toMatchObject({ does: 'frees', from: 2, to: 2 })
})

test('what nobody holds any more cannot be got', () => {
  const got = find('lost-request', isCall('DosGetSharedMem', 'server'))
  const { records } = recordingOf('lost-request')
  const effect = effectOf(records[got] as CallRecord, placeIn('lost-request', got - 1))
  expect(effect).toMatchObject({ does: 'takes', from: 0, to: 0 })
})
