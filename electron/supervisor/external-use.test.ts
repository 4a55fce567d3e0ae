/** What the kernel's counts tell of programs that are not traced. */
import { expect, test } from 'vitest'
import { createExternalUse } from './external-use.ts'

const NAME = 'penghao'
const event = (change: 'allocated' | 'got' | 'freed' | 'seen', holder: number, value: number, object = NAME) =>
  ({ kind: 'usage', t: 0, object, change, holder, kernel: { name: 'HandleCount', value } }) as const

test('who is counted beyond the run’s own has come, and then gone', () => {
  const hear = createExternalUse(NAME)
  expect(hear(event('allocated', 1, 1))).toBe('none')
  expect(hear(event('got', 2, 2))).toBe('none')
  expect(hear(event('seen', 1, 3, 'another'))).toBe('none')
  expect(hear(event('seen', 1, 3))).toBe('there')
  expect(hear(event('freed', 2, 2))).toBe('there')
  expect(hear(event('seen', 1, 1))).toBe('gone')
})
