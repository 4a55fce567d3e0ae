import { expect, test } from 'vitest'
import { aCall, aMessage, OBJECT, someData } from '../../contract/records.fixture.ts'
import type { TraceRecord } from '../../contract/trace.ts'
import { createExchanges } from '../../trace/exchanges.ts'
import { exchange } from './exchange.ts'
import { createFindings } from './findings.ts'
import { completed, timedOut } from './verdicts.ts'

/** Where the program makes a call itself. */
const source = { file: 'request-reply.ts', line: 1 }

const late = timedOut(500)
const about = { object: OBJECT }
const asked = [
  aCall('DosAllocSharedMem', { ...about, end: 10 }),
  someData('write', 'U0hNMQ==', { name: 'REQUEST', fields: { id: 1, operation: 1, key: 'Fe' } }),
  aMessage('posted', { t: 30 }),
  aMessage('received', { t: 40 }),
]
const participants = ['client', 'server'].map((id) => ({ id, role: id, pid: 1 }))

/** What a client that has waited in vain is told. */
function findingsIn(...records: TraceRecord[]) {
  const exchanges = createExchanges(exchange, participants)
  const findings = createFindings(exchanges, { naming: 'anonymous' })
  const follow = (record: TraceRecord) => {
    exchanges.follow(record)
    findings.follow(record)
  }
  records.forEach(follow)
  return { ...findings, follow }
}

const gone = aCall('DosGetSharedMem', {
  ...about,
  ...{ start: 58, end: 59 },
  participant: 'server',
  result: { code: 487, name: 'ERROR_INVALID_ADDRESS' },
})

test('a request is lost when its object is gone before the server gets it', () => {
  const told = findingsIn()
  for (const record of [...asked, gone]) told.follow(record)
  expect(told.amend(late)).toBe(late)
  // The free was over in the kernel before the get came, but it ends later.
  told.follow(aCall('DosFreeMem', { source, ...about, start: 55, end: 60 }))
  const { name, text } = told.amend(late)
  expect(name).toBe('lost-request')
  expect(text).toContain(`Request 1 was lost: when the server came to get the object at ${OBJECT}`)
  expect(text).toContain('DosGetSharedMem returned 487 ERROR_INVALID_ADDRESS')
  expect(told.amend(completed)).toBe(completed)
})

test('a request that was given up is not lost once more by who asks for its object later', () => {
  const told = findingsIn()
  const givenUp: TraceRecord = { kind: 'note', t: 50, participant: 'client', text: 'Given up.', givenUp: 1 }
  for (const record of [...asked, givenUp, aCall('DosFreeMem', { source, ...about, start: 55, end: 60 }), gone]) {
    told.follow(record)
  }
  expect(told.amend(late)).toBe(late)
})

test('a request that the server has had is not lost, whoever names the address of its object later', () => {
  const told = findingsIn()
  const freed = { ...about, start: 55, end: 60 }
  const both = [
    aCall('DosFreeMem', { source, ...freed, participant: 'server' }),
    aCall('DosFreeMem', { source, ...freed }),
  ]
  for (const record of [...asked, ...both, gone]) told.follow(record)
  expect(told.amend(late)).toBe(late)
})

const post = (id: number, code: 0 | 1) =>
  aCall('WinPostMsg', {
    participant: 'server',
    args: { msg: 'WM_REPLY', mp2: `0x0000000${id}` },
    result: { code, name: code === 1 ? 'TRUE' : 'FALSE' },
  })

test('an answer that found no room is undelivered until it is posted again', () => {
  const told = findingsIn()
  for (const record of [...asked, post(1, 0)]) told.follow(record)
  expect(told.amend(late)).toMatchObject({
    name: 'timeout',
    text: expect.stringContaining('answer to request 1 found no room'),
  })
  told.follow(post(1, 1))
  expect(told.amend(late)).toBe(late)
})
