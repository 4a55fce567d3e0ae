import { expect, test } from 'vitest'
import { createFindings } from './findings.ts'

const prints = (participant: string, text: string) => ({ kind: 'output', t: 0, participant, text }) as const

test('the answers of all servers count, of which each knows its own only', () => {
  const { follow, amend } = createFindings(null, { servers: 'restarted' })
  for (const request of [1, 2]) {
    follow(prints('client-1', `reply to client-1, request ${request}\n`))
    follow(prints('client-2', `reply to client-2, request ${request}\n`))
  }
  follow(prints('client-2', '2 of 2 answered in 10.0 ms\n'))
  follow(prints('server', 'Answered 1\n'))
  const text = 'The server answered 1 request of one client.'
  expect(amend({ name: 'completed', text })).toEqual({
    name: 'completed',
    text: 'The server answered 4 requests: 2 of each of 2 clients.',
  })
})

test('what went wrong is told as it was', () => {
  const verdict = { name: 'api-error', text: 'client-1: no server is running.' } as const
  expect(createFindings(null, { servers: 'second' }).amend(verdict)).toBe(verdict)
})

test('where one had no reply, it is told who has read its own all the same', () => {
  const { follow, amend } = createFindings(null, { servers: 'one' })
  const timeout = { name: 'timeout', text: 'client-1: 1 of 1 request had no reply within 3000 ms.' } as const
  expect(amend(timeout).text).toBe(`${timeout.text} No client read a reply of its own.`)
  follow(prints('client-2', 'reply to client-2, request 1\n'))
  // As the original takes it: that is a reply to somebody else.
  follow(prints('client-3', 'reply to client-1, request 1\n'))
  expect(amend(timeout).text).toBe(`${timeout.text} Client-2 read 1 reply of its own.`)
  follow(prints('client-3', 'reply to client-3, request 2\n'))
  expect(amend(timeout).text).toBe(`${timeout.text} Client-2 and client-3 read 2 replies of their own.`)
  for (const id of ['client-4', 'client-5']) follow(prints(id, `reply to ${id}, request 1\n`))
  expect(amend(timeout).text).toBe(`${timeout.text} 4 clients read 4 replies of their own.`)
})

test('a server that is alone knows best what it has answered', () => {
  const verdict = { name: 'completed', text: 'The server answered 3 requests.' } as const
  expect(createFindings(null, { servers: 'one' }).amend(verdict)).toBe(verdict)
})

test('of a crash it is told who was handed the mutex, and who read its reply', () => {
  const { follow, amend } = createFindings(null, { servers: 'one' })
  const waited = { api: 'winapi', name: 'WaitForSingleObject', args: {} } as const
  const result = { code: 128, name: 'WAIT_ABANDONED_0' }
  follow({ kind: 'call', participant: 'client-2', ...waited, result, kernel: [], start: 0, end: 1 })
  follow(prints('client-2', 'reply to client-2, request 1\n'))
  expect(amend({ name: 'crash', text: 'Client-1 was ended by SIGKILL.' }).text).toBe(
    'Client-1 was ended by SIGKILL. Its mutex was handed on as abandoned, to client-2. Client-2 read 1 reply of its own.',
  )
})
