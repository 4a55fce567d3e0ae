import { expect, test } from 'vitest'
import { Trap, XCPT_ACCESS_VIOLATION } from '../../native-bridge/touch/trap.ts'
import { nanoseconds } from '../../native-bridge/units.ts'
import { CallFailed, Interrupted } from '../scenarios/process.ts'
import { completed } from '../scenarios/request-reply/verdicts.ts'
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

test('a call that returns no code is told with what it did return, and PM’s error', () => {
  const { text } = judge(new CallFailed(null), 'client', {
    ...{ kind: 'call', api: 'os2', name: 'WinCreateMsgQueue', start: nanoseconds(0), end: nanoseconds(1) },
    ...{ kernel: [], position: null, result: { code: 0, name: 'NULLHANDLE' } },
    args: { error: '0x1012 PMERR_HEAP_MAX_SIZE_REACHED' },
  })
  expect(text).toBe('client: WinCreateMsgQueue returned NULLHANDLE (0x1012 PMERR_HEAP_MAX_SIZE_REACHED).')
})

test('what fails because the run is being stopped is no failure', () => {
  expect(judge(new CallFailed(null), 'client', null, true).name).toBe('stopped')
})

test('a program that was interrupted has its own verdict, and a programming error none', () => {
  expect(judge(new Interrupted(completed), 'client', null)).toBe(completed)
  expect(() => judge(new TypeError('undefined is not a function'), 'client', null)).toThrow(TypeError)
})
