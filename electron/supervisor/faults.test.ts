import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { fault } from '../contract/fault.ts'
import { faultInfos, parseFault } from './faults.ts'
import { UsageError } from './usage-error.ts'

test('every fault that is offered is understood, and is what the contract allows', () => {
  for (const { example } of faultInfos) expect(z.safeParse(fault, parseFault(example)).success).toBe(true)
})

test('a fault says whom it strikes, at which call and for how long', () => {
  expect(parseFault('kill:client@12')).toEqual({ kind: 'kill', participant: 'client', call: 12 })
  expect(parseFault('hang:server@3:250')).toEqual({ kind: 'hang', participant: 'server', call: 3, milliseconds: 250 })
})

test.each([
  '',
  'explode',
  'kill',
  'kill:server',
  'kill:server@0',
  'kill:nobody@1',
  'kill:server@1:5',
  'hang:server@1',
  'hang:server@1:0',
  'hang:server@1:600001',
  'double-free',
  'double-free:server@2',
  'write-read-only:client',
  'give-to-dead:server',
])('‘%s’ is refused, with what is allowed', (text) => {
  expect(() => parseFault(text)).toThrow(UsageError)
  expect(() => parseFault(text)).toThrow('kill:<participant>@<n>')
})
