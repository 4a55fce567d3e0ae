import { expect, test } from 'vitest'
import { createFindings } from './findings.ts'

const prints = (participant: string, text: string) => ({ kind: 'output', t: 0, participant, text }) as const
const crash = { name: 'crash', text: 'Peer-1 was ended by SIGKILL.' } as const

test('of a crash it is told who was handed the mutex, and what became of the other one', () => {
  const { follow, amend } = createFindings(null, { mode: 'peers' })
  const waited = { api: 'winapi', name: 'WaitForSingleObject', args: {} } as const
  const result = { code: 128, name: 'WAIT_ABANDONED_0' }
  follow({ kind: 'call', participant: 'peer-2', ...waited, result, kernel: [], start: 0, end: 1 })
  follow(prints('peer-2', 'Half of the data is written!\n'))
  follow(prints('peer-2', 'Came first: Update\n'))
  expect(amend(crash).text).toBe(
    'Peer-1 was ended by SIGKILL. Its mutex was handed on as abandoned, to peer-2. Peer-2 came first, and read “Update”.',
  )
})

test('where nobody has read anything, that is told; and of any other end only what it says itself', () => {
  const { amend } = createFindings(null, { mode: 'peers' })
  expect(amend({ ...crash, name: 'timeout' }).text).toBe(
    'Peer-1 was ended by SIGKILL. Neither has told that it read the text.',
  )
  const completed = { name: 'completed', text: 'Read.' } as const
  expect(amend(completed)).toBe(completed)
  expect(createFindings(null, { mode: 'creator' }).amend(crash)).toBe(crash)
})
