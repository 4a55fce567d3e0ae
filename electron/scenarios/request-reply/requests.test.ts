import { expect, test } from 'vitest'
import { aCall, aMessage, OBJECT, someData } from '../../contract/records.fixture.ts'
import type { TraceRecord } from '../../contract/trace.ts'
import { createRequestLedger } from './requests.ts'
import { completed, timedOut } from './verdicts.ts'

const late = timedOut(500)
const about = { object: OBJECT }
const request = (id: number, rest = {}) =>
  someData('write', 'U0hNMQ==', { name: 'REQUEST', fields: { id, operation: 1, key: 'Fe' } }, rest)

function follow(...records: TraceRecord[]) {
  const ledger = createRequestLedger()
  for (const record of records) ledger.follow(record)
  return ledger.latest(Number.POSITIVE_INFINITY)
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
    aCall('DosFreeMem', { ...about, start: 55, end: 60 }),
    replied,
    aCall('DosFreeMem', { ...about, participant: 'server', start: 75, end: 80 }),
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
  const requests = follow(...asked, aCall('DosFreeMem', { ...about, start: 55, end: 60 }), replied)
  expect(requests[0]).toMatchObject({ acknowledged: null, replied: 70, freed: { client: 60 } })
})

test('the next request at the same address is another one', () => {
  const freed = [aCall('DosFreeMem', about), aCall('DosFreeMem', { ...about, participant: 'server' })]
  const again = [aCall('DosAllocSharedMem', { ...about, end: 110 }), request(2), aMessage('posted', { t: 130 })]
  const requests = follow(...asked, replied, ...freed, ...again)
  expect(requests.map(({ id, posted }) => [id, posted])).toEqual([
    [1, 30],
    [2, 130],
  ])
})

test('a free that ends late belongs to the request that lay there when it began', () => {
  const again = [aCall('DosAllocSharedMem', { ...about, end: 110 }), request(2)]
  const late = aCall('DosFreeMem', { ...about, participant: 'server', start: 100, end: 120 })
  const requests = follow(...asked, ...again, late)
  expect(requests.map(({ freed }) => freed.server)).toEqual([120, null])
})

test('failed calls, foreign objects and messages of unknown requests change nothing', () => {
  const failed = { result: { code: 487, name: 'ERROR_INVALID_ADDRESS' } }
  const requests = follow(
    ...asked,
    aCall('DosFreeMem', { ...about, ...failed, end: 60 }),
    aCall('DosFreeMem', { object: '0x60000000', end: 60 }),
    aMessage('posted', { mp1: '0x12345678', t: 61 }),
    { ...acknowledged, mp2: '0x000F423F' },
  )
  expect(requests).toHaveLength(1)
  expect(requests[0]).toMatchObject({ acknowledged: null, freed: { client: null, server: null } })
})

const gone = aCall('DosGetSharedMem', {
  ...about,
  participant: 'server',
  result: { code: 487, name: 'ERROR_INVALID_ADDRESS' },
})

test('a request is lost when its object is gone before the server gets it', () => {
  const ledger = createRequestLedger()
  for (const record of [...asked, gone]) ledger.follow(record)
  expect(ledger.amend(late)).toBe(late)
  // The free was over in the kernel before the get came, but it ends later.
  ledger.follow(aCall('DosFreeMem', { ...about, start: 55, end: 60 }))
  const { name, text } = ledger.amend(late)
  expect(name).toBe('lost-request')
  expect(text).toContain(`Request 1 was lost: when the server came to get the object at ${OBJECT}`)
  expect(text).toContain('DosGetSharedMem returned 487 ERROR_INVALID_ADDRESS')
  expect(ledger.amend(completed)).toBe(completed)
})

test('a request that was given up is not lost once more by who asks for its object later', () => {
  const ledger = createRequestLedger()
  const givenUp: TraceRecord = { kind: 'note', t: 50, participant: 'client', text: 'Given up.', givenUp: 1 }
  for (const record of [...asked, givenUp, aCall('DosFreeMem', { ...about, start: 55, end: 60 }), gone]) {
    ledger.follow(record)
  }
  expect(ledger.amend(late)).toBe(late)
})

test('a request that the server has had is not lost, whoever names the address of its object later', () => {
  const ledger = createRequestLedger()
  const freed = { ...about, start: 55, end: 60 }
  const both = [aCall('DosFreeMem', { ...freed, participant: 'server' }), aCall('DosFreeMem', freed)]
  for (const record of [...asked, ...both, gone]) ledger.follow(record)
  expect(ledger.amend(late)).toBe(late)
})

const post = (id: number, code: 0 | 1) =>
  aCall('WinPostMsg', {
    participant: 'server',
    args: { msg: 'WM_REPLY', mp2: `0x0000000${id}` },
    result: { code, name: code === 1 ? 'TRUE' : 'FALSE' },
  })

test('an answer that found no room is undelivered until it is posted again', () => {
  const ledger = createRequestLedger()
  for (const record of [...asked, post(1, 0)]) ledger.follow(record)
  expect(ledger.count).toBe(1)
  expect(ledger.amend(late)).toMatchObject({
    name: 'timeout',
    text: expect.stringContaining('answer to request 1 found no room'),
  })
  ledger.follow(post(1, 1))
  expect(ledger.amend(late)).toBe(late)
})
