import { expect, test } from 'vitest'
import { aCall, aRequest, someData } from '../../electron/contract/records.fixture.ts'
import { answerAt } from './answers.ts'

const reply = (id: number, fields = {}, rows?: Record<string, string | number>[]) =>
  someData('read', 'U0hNMg==', { name: 'REPLY', fields: { id, status: 0, ...fields }, ...(rows && { rows }) })
const requests = [aRequest(), aRequest({ id: 2, ask: 'echo Hello' })]

test('the answer is the last one read at the cursor, with its question', () => {
  const records = [
    aCall('WinGetMsg'),
    reply(1, {}, [{ symbol: 'Fe' }]),
    aCall('WinGetMsg'),
    reply(2, { text: 'Hello' }),
  ]
  expect(answerAt(records, requests, 0)).toBeNull()
  expect(answerAt(records, requests, 2)).toMatchObject({
    request: 1,
    ask: 'lookup Fe',
    rows: [{ symbol: 'Fe' }],
    text: null,
  })
  expect(answerAt(records, requests, 3)).toMatchObject({ request: 2, ask: 'echo Hello', rows: [], text: 'Hello' })
})

test('an answer that was cut says what all of it would need', () => {
  const records = [reply(1, { status: 234, sizeNeeded: 5000 })]
  expect(answerAt(records, requests, 0)?.sizeNeeded).toBe(5000)
})

test('what the server writes is no answer before the client has read it', () => {
  expect(answerAt([{ ...reply(1), access: 'write' }], requests, 0)).toBeNull()
})
