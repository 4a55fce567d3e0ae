import { expect, test } from 'vitest'
import { Trap, XCPT_ACCESS_VIOLATION } from '../../native-bridge/os2/trap.ts'
import { CallFailed } from '../scenarios/process.ts'
import { completed } from '../scenarios/verdicts.ts'
import { Interrupted } from '../scenarios/waiting.ts'
import { Killed } from './faults.ts'
import { Stopped } from './gate.ts'
import { judge } from './judge.ts'

test.each<[unknown, string, RegExp]>([
  [new Stopped(), 'stopped', /stopped/],
  [new Killed(7), 'crash', /The client was killed at its call number 7/],
  [
    new Trap(XCPT_ACCESS_VIOLATION, 0x6fff0000, 'it was freed'),
    'trap',
    /client: access violation 0xC0000005 at 0x6FFF0000: it was freed\./,
  ],
  [new CallFailed(303), 'api-error', /returned 303 ERROR_INVALID_PROCID/],
])('%s is told in words', (error, name, text) => {
  const verdict = judge(error, 'client', null)
  expect(verdict.name).toBe(name)
  expect(verdict.text).toMatch(text)
})

test('a half that was interrupted has its own verdict, and a programming error none', () => {
  expect(judge(new Interrupted(completed), 'client', null)).toBe(completed)
  expect(() => judge(new TypeError('undefined is not a function'), 'client', null)).toThrow(TypeError)
})
