import { expect, test } from 'vitest'
import { createFindings } from './findings.ts'

const prints = (participant: string, text: string) => ({ kind: 'output', t: 0, participant, text }) as const

test('the answers of all servers count, of which each knows its own only', () => {
  const { follow, amend } = createFindings()
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
  const verdict = { name: 'timeout', text: 'client-1: 1 of 2 had no reply.' } as const
  expect(createFindings().amend(verdict)).toBe(verdict)
})
