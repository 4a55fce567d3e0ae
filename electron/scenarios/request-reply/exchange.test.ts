import { expect, test } from 'vitest'
import { aCall, aMessage, OBJECT, someData } from '../../contract/records.fixture.ts'
import type { TraceRecord } from '../../contract/trace.ts'
import { allOf, createExchanges } from '../../trace/exchanges.ts'
import { exchange } from './exchange.ts'
import { toTiming } from './request-timing.ts'

/** Where the program makes a call itself. */
const source = { file: 'request-reply.ts', line: 1 }

const about = { object: OBJECT }
const request = (id: number, rest = {}) =>
  someData('write', 'U0hNMQ==', { name: 'REQUEST', fields: { id, operation: 1, key: 'Fe' } }, rest)

const participants = ['client', 'server'].map((id) => ({ id, role: id, pid: 1 }))

function exchangesOf(records: readonly TraceRecord[]) {
  const exchanges = createExchanges(exchange, participants)
  for (const record of records) exchanges.follow(record)
  return exchanges
}

function follow(...records: TraceRecord[]) {
  return allOf(exchangesOf(records)).map(toTiming)
}

const asked = [
  aCall('DosAllocSharedMem', { ...about, end: 10 }),
  aCall('DosGiveSharedMem', { ...about, end: 20 }),
  request(1),
  aMessage('posted', { t: 30 }),
  aMessage('received', { t: 40 }),
]
const acknowledged = aMessage('received', { participant: 'client', name: 'WM_ACK', mp2: '0x00000001', t: 50 })
const replied = aMessage('received', { participant: 'client', name: 'WM_REPLY', mp2: '0x00000001', t: 70 })

test('a request is followed from its allocation to both frees', () => {
  const requests = follow(
    ...asked,
    acknowledged,
    aCall('DosFreeMem', { source, ...about, start: 55, end: 60 }),
    replied,
    aCall('DosFreeMem', { source, ...about, participant: 'server', start: 75, end: 80 }),
  )
  expect(requests).toEqual([
    {
      id: 1,
      ask: 'lookup Fe',
      object: OBJECT,
      allocated: 10,
      given: 20,
      posted: 30,
      received: 40,
      acknowledged: 50,
      replied: 70,
      freed: { client: 60, server: 80 },
    },
  ])
})

test('a reply acknowledges what the client still holds', () => {
  expect(follow(...asked, replied)[0]).toMatchObject({ acknowledged: 70, replied: 70 })
})

test('a reply does not acknowledge what the client has freed already', () => {
  const requests = follow(...asked, aCall('DosFreeMem', { source, ...about, start: 55, end: 60 }), replied)
  expect(requests[0]).toMatchObject({ acknowledged: null, replied: 70, freed: { client: 60 } })
})

test('the next request at the same address is another one', () => {
  const freed = [
    aCall('DosFreeMem', { source, ...about }),
    aCall('DosFreeMem', { source, ...about, participant: 'server' }),
  ]
  const again = [aCall('DosAllocSharedMem', { ...about, end: 110 }), request(2), aMessage('posted', { t: 130 })]
  const requests = follow(...asked, replied, ...freed, ...again)
  expect(requests.map(({ id, posted }) => [id, posted])).toEqual([
    [1, 30],
    [2, 130],
  ])
})

test('a free that ends late belongs to the request that lay there when it began', () => {
  const again = [aCall('DosAllocSharedMem', { ...about, end: 110 }), request(2)]
  const late = aCall('DosFreeMem', { source, ...about, participant: 'server', start: 100, end: 120 })
  const requests = follow(...asked, ...again, late)
  expect(requests.map(({ freed }) => freed.server)).toEqual([120, null])
})

test('failed calls, foreign objects and messages of unknown requests change nothing', () => {
  const failed = { result: { code: 487, name: 'ERROR_INVALID_ADDRESS' } }
  const requests = follow(
    ...asked,
    aCall('DosFreeMem', { source, ...about, ...failed, end: 60 }),
    aCall('DosFreeMem', { source, object: '0x60000000', end: 60 }),
    aMessage('posted', { mp1: '0x12345678', t: 61 }),
    { ...acknowledged, mp2: '0x000F423F' },
  )
  expect(requests).toHaveLength(1)
  expect(requests[0]).toMatchObject({ acknowledged: null, freed: { client: null, server: null } })
})

const givenUp: TraceRecord = { kind: 'note', t: 55, participant: 'client', text: 'Given up.', givenUp: 1 }
const freedByClient = aCall('DosFreeMem', { source, ...about, start: 56, end: 60 })
const freedByServer = aCall('DosFreeMem', { source, ...about, participant: 'server', start: 61, end: 65 })

test('a request that was given up and is freed by both is over, and told as given up', () => {
  const before = exchangesOf([...asked, givenUp, freedByClient])
  expect(before.underWay).toBe(1)
  const after = exchangesOf([...asked, givenUp, freedByClient, freedByServer])
  expect([after.count, after.underWay]).toEqual([1, 0])
  expect(after.at(0)?.moments.map(({ name }) => name)).toContain('given up')
  expect(follow(...asked, givenUp, freedByClient, freedByServer)[0]).toMatchObject({ givenUp: 55, replied: null })
})

test('a request that was lost is over once its client has given it up: the server has nothing to free', () => {
  const refused = aCall('DosGetSharedMem', {
    ...{ ...about, participant: 'server', start: 51, end: 52, result: { code: 487, name: 'ERROR_INVALID_ADDRESS' } },
  })
  const lost = exchangesOf([...asked.slice(0, -1), freedByClient, refused, givenUp])
  expect(lost.at(0)?.moments.map(({ name }) => name)).toEqual(expect.arrayContaining(['refused', 'given up']))
  expect(lost.underWay).toBe(0)
})

test.each([
  ['before the server frees', [replied, freedByServer]],
  ['after that', [freedByServer, replied]],
])('an answer that comes late, %s, is told as such and leaves nothing under way', (_when, records) => {
  const all = [...asked, givenUp, freedByClient, ...records]
  expect(follow(...all)[0]).toMatchObject({ givenUp: 55, late: 70, replied: null, acknowledged: null })
  expect(exchangesOf(all).underWay).toBe(0)
})

test('a request that is over hears no acknowledgement that somebody forges', () => {
  const noAck = [...asked, freedByClient, replied, freedByServer, { ...acknowledged, t: 90 }]
  expect(follow(...noAck)[0]).toMatchObject({ acknowledged: null, replied: 70 })
})

test('a request whose object was gone when the server came to get it was refused', () => {
  const named = aCall('DosGetNamedSharedMem', {
    participant: 'server',
    args: { pszName: '\\SHAREMEM\\4711\\REQUEST.1' },
    result: { code: 2, name: 'ERROR_FILE_NOT_FOUND' },
    end: 62,
  })
  const refused = (...records: TraceRecord[]) =>
    exchangesOf([...asked, freedByClient, ...records])
      .at(0)
      ?.moments.find(({ name }) => name === 'refused')?.t
  expect(refused(named)).toBe(62)
  expect(refused({ ...named, args: { pszName: '\\SHAREMEM\\4711\\REPLY.1' } })).toBeUndefined()
  expect(refused({ ...named, result: { code: 8, name: 'ERROR_NOT_ENOUGH_MEMORY' } })).toBeUndefined()
})

test('a named object’s request is told by its number', () => {
  const [allocated, given, written] = asked.slice(0, 3) as [TraceRecord, TraceRecord, TraceRecord]
  const byNumber = aMessage('posted', { mp1: '0x00000001', t: 30 })
  expect(follow(allocated, given, written, byNumber)[0]).toMatchObject({ posted: 30 })
})

test('who ended without freeing has not freed, whatever the system did then', () => {
  const [request] = allOf(exchangesOf([...asked, aCall('DosFreeMem', { ...about, start: 55, end: 60 })]))
  expect(request?.moments.map(({ name }) => name)).toContain('client ended')
  expect(request && toTiming(request).freed).toEqual({ client: null, server: null })
})
