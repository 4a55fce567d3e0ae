import { expect, test } from 'vitest'
import { aCall, someData } from '../../electron/contract/records.fixture.ts'
import { answerAt } from './answers.ts'

const reply = (id: number, fields = {}, rows?: Record<string, string | number>[]) =>
  someData('read', 'U0hNMg==', { name: 'REPLY', fields: { id, status: 0, ...fields }, ...(rows && { rows }) })

test('the answer is the last one read at the cursor, with the exchange that it answers', () => {
  const records = [
    aCall('WinGetMsg'),
    reply(1, {}, [{ symbol: 'Fe' }]),
    aCall('WinGetMsg'),
    reply(2, { text: 'Hello' }),
  ]
  expect(answerAt(records, 0)).toBeNull()
  expect(answerAt(records, 2)).toMatchObject({
    exchange: 1,
    rows: [{ symbol: 'Fe' }],
    text: null,
  })
  expect(answerAt(records, 3)).toMatchObject({ exchange: 2, rows: [], text: 'Hello' })
})

test('an answer that was cut says what all of it would need', () => {
  const records = [reply(1, { status: 234, sizeNeeded: 5000 })]
  expect(answerAt(records, 0)?.sizeNeeded).toBe(5000)
})

test('what the server writes is no answer before the client has read it', () => {
  expect(answerAt([{ ...reply(1), access: 'write' }], 0)).toBeNull()
})
